package dev.crossfade.kafka.stream;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaProblem;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Kafka clients with our settings, and their errors as problems. */
final class KafkaClients {

  private final KafkaAccess access;

  KafkaClients(KafkaAccess access) {
    this.access = access;
  }

  Admin admin() {
    Map<String, Object> settings = common();
    settings.put("request.timeout.ms", 5_000);
    settings.put("default.api.timeout.ms", 10_000);
    return Admin.create(settings);
  }

  KafkaConsumer<byte[], ByteBuffer> consumer(Deserializer<ByteBuffer> values) {
    Map<String, Object> settings = common();
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("max.poll.records", 2_000);
    settings.put("fetch.max.wait.ms", 100);
    settings.put("max.partition.fetch.bytes", 8 * 1024 * 1024);
    settings.put("request.timeout.ms", 10_000);
    settings.put("default.api.timeout.ms", 10_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), values);
  }

  /** A member of a group that consumes nothing; its death is noticed after six seconds. */
  KafkaConsumer<byte[], ByteBuffer> member(String group) {
    Map<String, Object> settings = common();
    settings.put("group.id", group);
    settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    settings.put("session.timeout.ms", 6_000);
    settings.put("heartbeat.interval.ms", 1_500);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("request.timeout.ms", 7_000);
    settings.put("default.api.timeout.ms", 7_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteBufferDeserializer());
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>(access.client());
    settings.put("bootstrap.servers", access.bootstrap());
    settings.put("reconnect.backoff.max.ms", 1_000);
    settings.put("enable.metrics.push", false);
    return settings;
  }

  /** Waits for an administrative call; what it throws is thrown as it is. */
  <T> T get(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /** What to tell of a failure: what time does not mend is said as such. */
  ProblemException unreachable(Throwable cause) {
    Throwable root =
        cause instanceof ExecutionException && cause.getCause() != null ? cause.getCause() : cause;
    if (root instanceof SslAuthenticationException) {
      return Problem.of(
              KafkaProblem.NOT_TRUSTED,
              "Kafka at " + access.bootstrap() + " does not prove who it is.",
              String.valueOf(root.getMessage()),
              "Name the authority of its certificate in kafka.tls.rootCertificate, and the host as"
                  + " the certificate has it.")
          .raise(cause);
    }
    if (root instanceof AuthenticationException || root instanceof AuthorizationException) {
      return Problem.of(
              KafkaProblem.KAFKA_LOGIN_REFUSED,
              "Kafka at " + access.bootstrap() + " does not let us in.",
              String.valueOf(root.getMessage()),
              "Correct kafka.login, or let the user have the rights that the documentation lists.")
          .raise(cause);
    }
    return Problem.of(
            KafkaProblem.KAFKA_UNREACHABLE,
            "Kafka at " + access.bootstrap() + " does not answer as it should.",
            root.getClass().getSimpleName() + ": " + root.getMessage(),
            "Check that the broker runs and that the address and security settings are right.")
        .raise(cause);
  }

  static ProblemException interrupted() {
    return Problem.of(KafkaProblem.INTERRUPTED, "The thread was told to stop.", "", "").raise();
  }
}
