package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.KafkaSpec.KafkaLogin;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.TlsSpec.Mode;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.ServerProblem;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How clients reach a Kafka of the user's. All settings of clients are made here; none can be
 * written into a specification, since some of them run code or read files.
 */
final class OwnKafka {

  private static final String WHAT = "Kafka";

  private OwnKafka() {}

  /** How clients reach it. */
  static KafkaAccess access(KafkaSpec spec, Secrets secrets) {
    KafkaAccess access = KafkaAccess.of(spec.bootstrap(), spec.connectUrl());
    return connect(
        access.client(client(spec.bootstrap(), spec.tls(), spec.login(), secrets)), spec);
  }

  /** The same for somebody who never speaks to Connect. */
  static KafkaAccess streams(
      String bootstrap, TlsSpec tls, @Nullable KafkaLogin login, Secrets secrets) {
    return KafkaAccess.forStreams(bootstrap).client(client(bootstrap, tls, login, secrets));
  }

  private static Map<String, String> client(
      String bootstrap, TlsSpec tls, @Nullable KafkaLogin login, Secrets secrets) {
    Mode mode = null;
    for (String each : bootstrap.split(",")) {
      String host = each.strip().replaceFirst(":[0-9]+$", "");
      Protection.require(tls, host, WHAT);
      mode = mode == null ? tls.on(host) : mode;
    }
    boolean encrypted = mode == Mode.VERIFY_FULL;
    Map<String, String> client = new TreeMap<>();
    if (encrypted) {
      protect(client, tls, secrets);
    }
    if (login != null) {
      logIn(client, login, secrets);
    }
    if (encrypted || login != null) {
      client.put(
          "security.protocol", (login == null ? "" : "SASL_") + (encrypted ? "SSL" : "PLAINTEXT"));
    }
    return client;
  }

  private static KafkaAccess connect(KafkaAccess access, KafkaSpec spec) {
    URI connect = access.connect();
    if (!"https".equals(connect.getScheme())) {
      TlsSpec plain = new TlsSpec(Mode.DISABLE, null, null, null, spec.tls().insecure());
      Protection.require(plain, String.valueOf(connect.getHost()), "Kafka Connect");
      return access;
    }
    String root = spec.tls().rootCertificate();
    return root == null ? access : access.connectTrust(Trust.context(root, "Kafka Connect"));
  }

  private static void protect(Map<String, String> client, TlsSpec tls, Secrets secrets) {
    if (tls.rootCertificate() != null) {
      client.put("ssl.truststore.type", "PEM");
      client.put("ssl.truststore.certificates", text(tls.rootCertificate(), secrets));
    }
    if (tls.certificate() != null && tls.key() != null) {
      client.put("ssl.keystore.type", "PEM");
      client.put("ssl.keystore.certificate.chain", text(tls.certificate(), secrets));
      client.put("ssl.keystore.key", Protection.key(tls.key(), WHAT, secrets.files()));
    }
  }

  private static String text(String file, Secrets secrets) {
    String text = secrets.files().apply(file);
    if (text == null) {
      throw Protection.missing(file, WHAT);
    }
    return text;
  }

  /**
   * The module is ours to choose; user and password are quoted, so that they stay what they are.
   */
  private static void logIn(Map<String, String> client, KafkaLogin login, Secrets secrets) {
    String module =
        login.mechanism().equals("PLAIN")
            ? "org.apache.kafka.common.security.plain.PlainLoginModule"
            : "org.apache.kafka.common.security.scram.ScramLoginModule";
    client.put("sasl.mechanism", login.mechanism());
    client.put(
        "sasl.jaas.config",
        module
            + " required username="
            + quoted(secrets.text(login.user()))
            + " password="
            + quoted(secrets.text(login.password()))
            + ";");
  }

  private static String quoted(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Problem.of(
              ServerProblem.REFERENCE_UNRESOLVED,
              "User or password for Kafka cannot be used.",
              "One of them holds a line break or another control character.",
              "Put plain text into what kafka.login refers to.")
          .raise();
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
