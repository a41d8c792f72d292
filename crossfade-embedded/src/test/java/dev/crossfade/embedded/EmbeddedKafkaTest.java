package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.embedded.process.ServiceFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  @TempDir Path folder;

  @Test
  void runsBothConnectorsAndResumesThemAfterAKill() throws Exception {
    DatabaseOptions shop = DatabaseOptions.database("shop");
    try (var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), shop);
        var maria = EmbeddedMariaDb.start(folder.resolve("mariadb"), shop);
        var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
      Connect connect = new Connect(kafka);
      assertThat(connect.get("/connector-plugins").findValuesAsText("class"))
          .contains(
              "io.debezium.connector.postgresql.PostgresConnector",
              "io.debezium.connector.mariadb.MariaDbConnector");
      Sql.run(postgres, "CREATE TABLE t(id int PRIMARY KEY)");
      Sql.run(maria, "CREATE TABLE t(id int PRIMARY KEY)");
      connect.put("pg", postgresConnector(postgres.endpoint()));
      connect.put("my", mariaConnector(maria.endpoint(), kafka.endpoint()));
      connect.awaitRunning("pg");
      connect.awaitRunning("my");

      KafkaEndpoint before = kafka.endpoint();
      kafka.killForcibly();
      assertThat(kafka.alive()).isFalse();
      kafka.restart();
      assertThat(kafka.endpoint()).isEqualTo(before);
      connect.awaitRunning("pg");
      connect.awaitRunning("my");
      assertThat(postgres.alive() && maria.alive()).isTrue();
    }
  }

  @Test
  void hasEachLibraryOnceAndOneLoggingBinding() throws Exception {
    try (Stream<Path> files = Files.list(ServiceFiles.folder("kafka"))) {
      List<String> jars = files.map(f -> f.getFileName().toString()).sorted().toList();
      List<String> names = jars.stream().map(j -> j.replaceAll("-[0-9].*$", "")).toList();
      assertThat(names).doesNotHaveDuplicates();
      assertThat(names).contains("logback-classic");
      assertThat(names)
          .noneMatch(n -> n.startsWith("slf4j-") && !n.equals("slf4j-api"))
          .noneMatch(n -> n.startsWith("log4j-slf4j") || n.startsWith("crossfade"))
          .noneMatch(n -> n.contains("rocksdb"));
    }
  }

  private static ObjectNode postgresConnector(DatabaseEndpoint postgres) {
    ObjectNode config = database(postgres, "io.debezium.connector.postgresql.PostgresConnector");
    config.put("database.dbname", postgres.database());
    return config.put("plugin.name", "pgoutput").put("slot.retry.delay.ms", "250");
  }

  private static ObjectNode mariaConnector(DatabaseEndpoint maria, KafkaEndpoint kafka) {
    ObjectNode config = database(maria, "io.debezium.connector.mariadb.MariaDbConnector");
    config.put("database.ssl.mode", "disable").put("database.server.id", "77");
    config.put("schema.history.internal.kafka.bootstrap.servers", kafka.bootstrap());
    return config.put("schema.history.internal.kafka.topic", "my-history");
  }

  private static ObjectNode database(DatabaseEndpoint database, String connector) {
    ObjectNode config = Connect.object();
    config.put("connector.class", connector).put("tasks.max", "1");
    config.put("database.hostname", database.host()).put("database.port", database.port());
    config.put("database.user", database.user()).put("database.password", database.password());
    config.put("topic.prefix", connector.contains("maria") ? "my" : "pg");
    config.put("snapshot.mode", "no_data");
    config.put("topic.creation.default.replication.factor", "1");
    return config.put("topic.creation.default.partitions", "1");
  }
}
