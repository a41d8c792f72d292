package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.spi.source.SourceDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While triggers of a table are made, as a fence does, MariaDB leaves the table out of some answers
 * about its columns and keys. That is no table that has lost them.
 */
class CatalogUnderTriggersTest {

  private static final int LOOKS = 60;
  private static final long REST_NANOS = 20_000_000;

  @Test
  void aTableWhoseTriggersAreMadeHasAllItsColumnsAndItsKey(@TempDir Path folder) throws Exception {
    try (MariaDbTestSource database = new MariaDbTestSource(folder)) {
      database.execute("CREATE TABLE events (id int PRIMARY KEY, name varchar(40))");
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Integer> triggers =
          CompletableFuture.supplyAsync(() -> triggers(database, stop));
      try (SourceDatabase source = database.open(ZeroDates.REFUSE)) {
        for (int i = 0; i < LOOKS; i++) {
          TableSchema table = MariaDbTestSource.table(source, "events");
          assertThat(table.columns()).as("look %d", i).hasSize(2);
          assertThat(table.key()).as("look %d", i).containsExactly("id");
        }
      } finally {
        stop.set(true);
      }
      assertThat(triggers.join()).isGreaterThan(10);
    }
  }

  private static int triggers(MariaDbTestSource database, AtomicBoolean stop) {
    int made = 0;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        statement.execute("CREATE TRIGGER t BEFORE INSERT ON events FOR EACH ROW SET @x = 1");
        statement.execute("DROP TRIGGER t");
        LockSupport.parkNanos(REST_NANOS);
        made++;
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return made;
  }
}
