package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.kafka.connect.RestartPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that was there before the run and is there after it: named in the specification. */
class OwnKafkaTest {

  @TempDir private static Path folder;

  @Test
  void isUsedInsteadOfTheEmbeddedOneAndLeftRunning() throws Exception {
    Path plugins = RestartPlugin.install(folder.resolve("plugins"));
    try (EmbeddedService<KafkaEndpoint> kafka =
            EmbeddedKafka.start(
                folder.resolve("own-kafka"),
                KafkaOptions.defaults().connectSetting("plugin.path", plugins.toString()));
        EmbeddedService<DatabaseEndpoint> source =
            EmbeddedPostgres.start(folder.resolve("shop"), DatabaseOptions.database("shop"));
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"))) {
      execute(
          source.endpoint(),
          "create table item (id int primary key, name text);"
              + " insert into item select i, 'n' || i from generate_series(1, 1000) i");
      Path specification = folder.resolve("spec");
      initialise(source.endpoint(), target.endpoint(), specification);
      nameCluster(specification, kafka.endpoint());
      Path report = folder.resolve("report.json");
      Path data = folder.resolve("data");

      Crossfade.Result run =
          Crossfade.now(
              passwords(source, target),
              "run",
              specification.toString(),
              "--until=verified",
              "--data=" + data,
              "--report=" + report);

      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(new ObjectMapper().readTree(report.toFile()).at("/verify/rowsCompared").asLong())
          .isEqualTo(1_000);
      assertThat(data.resolve("kafka")).doesNotExist();
      assertThat(topics(kafka.endpoint())).contains("cf.spec.cdc.shop");
    }
  }

  private static void initialise(DatabaseEndpoint source, DatabaseEndpoint target, Path folder) {
    Crossfade.now(
            Map.of(),
            "init",
            "--source=" + Rows.url(source),
            "--target=" + Rows.url(target),
            "--schema=unified",
            folder.toString())
        .ok();
  }

  private static void nameCluster(Path specification, KafkaEndpoint kafka) throws Exception {
    Files.writeString(
        specification.resolve("crossfade.yaml"),
        "kafka:\n  bootstrap: %s\n  connectUrl: %s\n"
            .formatted(kafka.bootstrap(), kafka.connectUrl()),
        StandardOpenOption.APPEND);
  }

  private static Map<String, String> passwords(
      EmbeddedService<DatabaseEndpoint> source, EmbeddedService<DatabaseEndpoint> target) {
    return Map.of(
        "CROSSFADE_SOURCE_PASSWORD", source.endpoint().password(),
        "CROSSFADE_TARGET_PASSWORD", target.endpoint().password());
  }

  private static Iterable<String> topics(KafkaEndpoint kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      return admin.listTopics().names().get();
    }
  }

  private static void execute(DatabaseEndpoint endpoint, String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
