package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of both engines are altered while they are written to: nothing is lost, whatever it is.
 */
@Tag("long")
class AlteredTablesTest {

  @TempDir private static Path folder;

  private final AtomicBoolean enough = new AtomicBoolean();
  private volatile String column = "note";

  @Test
  void endInTheDocumentedStateWithNothingLost() throws Exception {
    try (Poisoned company = new Poisoned(folder)) {
      Rows.execute(
          company.crm.endpoint(),
          "create table contact (id bigint primary key, region text, note text, unused int)",
          "insert into contact select i, 'emea', 'n' || i, i from generate_series(1, 300) i",
          "create table visit (id bigint, region text, note text)");
      Rows.execute(
          company.shop.endpoint(),
          "create table purchase (id bigint primary key, region varchar(20), note varchar(20), unused int)",
          "insert into purchase select seq, 'apac', 'n', seq from seq_1_to_100");
      Crossfade run = company.started();
      Thread writer = new Thread(() -> write(company));
      writer.start();

      both(company, "alter table %s add column extra int default 7");
      goesOn(company);
      assertThat(company.now(0, "verify").path("verdict").asText()).isEqualTo("EQUAL");
      run.stop();
      run = company.started();

      both(company, "alter table %s drop column unused");
      stops(company);
      run.stop();
      run = company.started();
      goesOn(company);

      column = "remark";
      both(company, "alter table %s rename column note to remark");
      stops(company);
      run.stop();
      company.notes("remark");
      JsonNode adopted = company.now(0, "mapping", "adopt", "--reason=renamed");
      assertThat(adopted.path("changed")).hasSize(2);
      run = company.started();
      goesOn(company);
      enough.set(true);
      writer.join();

      JsonNode verify = company.now(0, "verify");

      assertThat(verify.path("verdict").asText()).as(verify.toString()).isEqualTo("EQUAL");
      assertThat(verify.path("parked").asInt()).isZero();
      run.stop();
    }
  }

  /** What is written now arrives. */
  private static void goesOn(Poisoned company) throws Exception {
    for (String table : List.of("contact", "purchase")) {
      String newest = "select max(id) from unified." + table;
      long before = Long.parseLong(company.goal(newest));
      await(table)
          .atMost(Duration.ofSeconds(30))
          .until(() -> Long.parseLong(company.goal(newest)) > before + 3);
    }
  }

  /** Both streams stop where the rows do not fit any more, and say so. */
  private static void stops(Poisoned company) {
    await("alarm")
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              String status = company.now(0, "status").toString();
              return status.split("CF-4030", -1).length > 2;
            });
  }

  private static void both(Poisoned company, String statement) throws SQLException {
    Rows.execute(company.crm.endpoint(), statement.formatted("contact"));
    Rows.execute(company.shop.endpoint(), statement.formatted("purchase"));
  }

  private void write(Poisoned company) {
    long id = 1_000;
    while (!enough.get()) {
      id++;
      attempt(company.crm.endpoint(), "contact", id);
      attempt(company.shop.endpoint(), "purchase", id);
    }
  }

  /** While a column is renamed its writer may still use the old name. */
  private void attempt(DatabaseEndpoint at, String table, long id) {
    try {
      Rows.execute(
          at,
          "insert into %s (id, region, %s) values (%d, 'emea', 'w')".formatted(table, column, id),
          "update %s set %s = 'u%d' where id = %d".formatted(table, column, id, id % 100),
          "delete from %s where id = %d".formatted(table, id - 7));
    } catch (SQLException e) {
      assertThat((Throwable) e).hasMessageContaining(column.equals("note") ? "note" : "remark");
    }
  }
}
