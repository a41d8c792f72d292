package dev.crossfade.jdbc.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.testkit.contract.CutoverFenceContract;
import dev.crossfade.testkit.contract.FencedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fence of a real PostgreSQL keeps the contract. */
class PostgresCutoverFenceTest extends CutoverFenceContract {

  private static final String LATE =
      "SELECT pg_sleep(0.05); SET application_name = 'crossfade late'";

  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> service;

  @BeforeAll
  static void start() {
    service = EmbeddedPostgres.start(folder, DatabaseOptions.database("start"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** A driver tells what a session is called only after it was let in. */
  @Test
  void whoHasNotSaidItsNameYetIsNoStrangerAndWhoNeverDoesIs() throws Exception {
    try (FencedPostgres database = FencedPostgres.create(service);
        Fence fence = database.fence();
        Connection session = database.open(FencedServer.FENCER, FencedServer.SECRET);
        Statement statement = session.createStatement()) {
      fence.prepare();
      statement.execute("SET application_name = ''");
      assertThat(fence.check(Duration.ofSeconds(9)))
          .singleElement()
          .satisfies(each -> assertThat(each.code().text()).isEqualTo("CF-2061"))
          .satisfies(each -> assertThat(each.why()).contains("1 connected"));

      CompletableFuture<Boolean> naming =
          CompletableFuture.supplyAsync(() -> execute(statement, LATE));

      assertThat(fence.check(Duration.ofSeconds(9))).isEmpty();
      assertThat(naming.get()).isTrue();
    }
  }

  private static boolean execute(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected FencedDatabase database() throws SQLException {
    return FencedPostgres.create(service);
  }
}
