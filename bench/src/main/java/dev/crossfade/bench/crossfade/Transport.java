package dev.crossfade.bench.crossfade;

import dev.crossfade.bench.Workplace;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.kafka.connect.RestartPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** One Kafka with Connect for Crossfade and for the peers that need it. */
public final class Transport {

  private final EmbeddedService<KafkaEndpoint> kafka;
  private final ConnectClient connect;
  private final Admin admin;

  private Transport(EmbeddedService<KafkaEndpoint> kafka, Admin admin) {
    this.kafka = kafka;
    this.connect = new ConnectClient(kafka.endpoint().connectUrl());
    this.admin = admin;
  }

  /** Starts it below the workplace. */
  public static Transport start(Workplace workplace) {
    String plugins = RestartPlugin.install(workplace.path("connect-plugins")) + "," + sinkFolder();
    EmbeddedService<KafkaEndpoint> kafka =
        workplace.keep(
            EmbeddedKafka.start(
                workplace.path("kafka"),
                KafkaOptions.defaults().connectSetting("plugin.path", plugins)));
    return new Transport(
        kafka,
        workplace.keep(Admin.create(Map.of("bootstrap.servers", kafka.endpoint().bootstrap()))));
  }

  private static Path sinkFolder() {
    return Path.of(System.getProperty("crossfade.root"), "bench/target/sink").toAbsolutePath();
  }

  /** What the peer's sink lacks; empty when it is there. */
  public String sinkMissing() {
    return Files.isDirectory(sinkFolder())
        ? ""
        : "the build of bench/ did not unpack the JDBC sink";
  }

  /** Process id of broker and Connect. */
  public long pid() {
    return kafka.pid();
  }

  public String bootstrap() {
    return kafka.endpoint().bootstrap();
  }

  public ConnectClient connect() {
    return connect;
  }

  /** Number of records ever written to the only partition of a topic; 0 while there is none. */
  public long written(String topic) throws InterruptedException {
    TopicPartition only = new TopicPartition(topic, 0);
    try {
      return admin
          .listOffsets(Map.of(only, OffsetSpec.latest()))
          .partitionResult(only)
          .get()
          .offset();
    } catch (ExecutionException e) {
      return 0;
    }
  }

  /** Removes all connectors and the topics whose names begin so. */
  public void forget(String prefix) throws Exception {
    connect.removeAll();
    Set<String> topics = admin.listTopics().names().get();
    admin
        .deleteTopics(topics.stream().filter(topic -> topic.startsWith(prefix)).toList())
        .all()
        .get();
  }
}
