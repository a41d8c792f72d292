package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.server.ServerProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is recognised under any address. */
class SameDatabaseTest {

  @Test
  void aDatabaseIsNotMigratedIntoItself(@TempDir Path data, @TempDir Path folder) throws Exception {
    DatabaseOptions options = DatabaseOptions.database("shop");
    try (EmbeddedService<DatabaseEndpoint> service = EmbeddedPostgres.start(data, options)) {
      DatabaseEndpoint shop = service.endpoint();
      try (Connection connection =
              DriverManager.getConnection(shop.jdbcUrl(), shop.user(), shop.password());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE item (id int PRIMARY KEY)");
        statement.execute("CREATE DATABASE other");
      }
      Map<String, String> logins =
          Map.of(
              "CROSSFADE_SOURCE_USER", shop.user(),
              "CROSSFADE_SOURCE_PASSWORD", shop.password(),
              "CROSSFADE_TARGET_USER", shop.user(),
              "CROSSFADE_TARGET_PASSWORD", shop.password(),
              "CROSSFADE_TARGET_DATABASE", "shop");
      String source = "postgresql://127.0.0.1:" + shop.port() + "/shop";
      String server = "postgresql://localhost:" + shop.port();
      Path spec = folder.resolve("spec");
      refused(() -> init(source, server + "/shop", spec, logins));
      assertThat(spec).doesNotExist();

      init(source, server + "/other", spec, logins);
      try (Connected connected = Connected.open(spec, logins)) {
        assertThat(connected.plan().leftOut()).isEmpty();
      }
      Path main = spec.resolve("crossfade.yaml");
      String text = Files.readString(main);
      assertThat(text).contains("/other");
      Files.writeString(main, text.replace("/other", "/${env:CROSSFADE_TARGET_DATABASE}"));
      refused(() -> Connected.open(spec, logins).close());
    }
  }

  private static void init(String source, String target, Path folder, Map<String, String> logins) {
    Initialization.run(
        new Initialization.Wishes(List.of(source), target, "public", null, folder, TlsSpec.UNSAID),
        logins);
  }

  private static void refused(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ServerProblem.SAME_DATABASE));
  }
}
