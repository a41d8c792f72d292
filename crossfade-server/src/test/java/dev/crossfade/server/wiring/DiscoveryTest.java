package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.codec.catalog.CatalogLock;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.plan.Step;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.core.spec.TlsSpec.Insecure;
import dev.crossfade.core.spec.TlsSpec.Mode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.server.view.LockView;
import dev.crossfade.server.view.PlanBasis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is looked at as carefully as it is migrated. */
class DiscoveryTest {
  /** An address of this machine that is not taken for one. */
  private static final String ELSEWHERE = "[::ffff:127.0.0.1]";

  private static final TlsSpec PLAIN =
      new TlsSpec(Mode.DISABLE, null, null, null, Insecure.ALLOWED);

  @Test
  void oneElsewhereHasToProveItself(@TempDir Path data, @TempDir Path folder) throws Exception {
    DatabaseOptions options = DatabaseOptions.database("shop");
    Path spec = folder.resolve("spec");
    Map<String, String> logins;
    try (EmbeddedService<DatabaseEndpoint> service = EmbeddedPostgres.start(data, options)) {
      DatabaseEndpoint shop = service.endpoint();
      try (Connection connection =
              DriverManager.getConnection(shop.jdbcUrl(), shop.user(), shop.password());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE item (id int PRIMARY KEY)");
        statement.execute("CREATE DATABASE other");
      }
      logins =
          Map.of(
              "CROSSFADE_SOURCE_USER", shop.user(),
              "CROSSFADE_SOURCE_PASSWORD", shop.password(),
              "CROSSFADE_TARGET_USER", shop.user(),
              "CROSSFADE_TARGET_PASSWORD", shop.password());
      String far = "postgresql://" + ELSEWHERE + ":" + shop.port();
      String near = "postgresql://127.0.0.1:" + shop.port();
      Map<String, String> known = logins;

      assertThatThrownBy(() -> Discovery.of(far + "/shop", TlsSpec.UNSAID, known))
          .isInstanceOf(ProblemException.class)
          .hasStackTraceContaining("SSL");
      assertThat(Discovery.of(far + "/shop", PLAIN, logins).tables()).hasSize(1);

      Path refused = folder.resolve("refused");
      assertThatThrownBy(() -> init(far + "/shop", near + "/other", refused, TlsSpec.UNSAID, known))
          .isInstanceOf(ProblemException.class);
      assertThat(refused).doesNotExist();
      init(far + "/shop", near + "/other", spec, PLAIN, logins);
      assertThat(Files.readString(spec.resolve("crossfade.yaml")))
          .containsOnlyOnce("tls:")
          .containsOnlyOnce("mode: disable")
          .containsOnlyOnce("allowInsecure: true");
      Connected.open(spec, logins).close();
      anotherShapeIsWrittenDown(shop, spec, logins);
    }
    withoutDatabasesTheLockIsGoneBy(spec, logins);
  }

  private static void anotherShapeIsWrittenDown(
      DatabaseEndpoint shop, Path spec, Map<String, String> logins) throws Exception {
    assertThat(LockFile.write(spec, logins).changes()).isEmpty();
    try (Connection connection =
            DriverManager.getConnection(shop.jdbcUrl(), shop.user(), shop.password());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE item ADD COLUMN name text");
      statement.execute("CREATE TABLE box (id int PRIMARY KEY)");
    }
    assertThat(LockFile.write(spec, logins).changes().get("shop"))
        .extracting(LockView.Change::detail)
        .containsExactlyInAnyOrder("column name is new, text", "the table is new");
    assertThat(CatalogLock.read(spec).orElseThrow().get("shop")).hasSize(2);
  }

  private static void withoutDatabasesTheLockIsGoneBy(Path spec, Map<String, String> logins)
      throws Exception {
    Planning planning = Planning.ofEither(spec, logins);

    assertThat(planning.basis()).isEqualTo(PlanBasis.LOCK);
    assertThat(planning.unasked()).extracting(each -> each.code().text()).contains("CF-2002");
    assertThat(planning.plan()).isEqualTo(Planning.ofLock(spec, Map.of()).plan());
    assertThat(planning.plan().steps()).extracting(Step::kind).contains(StepKind.COPY_HISTORY);
    assertThatThrownBy(() -> Planning.ofDatabases(spec, logins)).hasMessageContaining("CF-2002");
    Files.delete(spec.resolve(CatalogLock.FILE));
    assertThatThrownBy(() -> Planning.ofEither(spec, logins)).hasMessageContaining("CF-2002");
    assertThatThrownBy(() -> Planning.ofLock(spec, logins)).hasMessageContaining("the tables of");
  }

  private static void init(
      String source, String target, Path folder, TlsSpec tls, Map<String, String> logins) {
    Initialization.run(
        new Initialization.Wishes(List.of(source), target, "public", null, folder, tls), logins);
  }
}
