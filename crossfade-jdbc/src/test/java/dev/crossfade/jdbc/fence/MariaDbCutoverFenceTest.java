package dev.crossfade.jdbc.fence;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.testkit.contract.CutoverFenceContract;
import dev.crossfade.testkit.contract.FencedDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The fence of a real MariaDB keeps the contract. */
class MariaDbCutoverFenceTest extends CutoverFenceContract {

  @TempDir private static Path folder;
  private static EmbeddedService<DatabaseEndpoint> service;

  @BeforeAll
  static void start() {
    service = EmbeddedMariaDb.start(folder, DatabaseOptions.database("start"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  protected FencedDatabase database() throws SQLException {
    return FencedMariaDb.create(service);
  }
}
