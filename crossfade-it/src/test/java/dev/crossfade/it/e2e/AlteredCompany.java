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
import org.jspecify.annotations.Nullable;

/** Contacts of PostgreSQL and purchases of MariaDB that are written to while they are altered. */
final class AlteredCompany implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Poisoned poisoned;
  private final AtomicBoolean enough = new AtomicBoolean();
  private volatile String column = "note";
  private volatile @Nullable Throwable failure;
  private @Nullable Thread writer;

  AlteredCompany(Path folder, String drift) throws Exception {
    poisoned = new Poisoned(folder, drift);
    Rows.execute(
        poisoned.crm.endpoint(),
        "create table contact (id bigint primary key, region text, note text, unused int)",
        "insert into contact select i, 'emea', 'n' || i, i from generate_series(1, 300) i",
        "create table visit (id bigint, region text, note text)",
        "insert into visit values (1, 'emea', 'v')");
    Rows.execute(
        poisoned.shop.endpoint(),
        "create table purchase (id bigint primary key, region varchar(20), note varchar(20),"
            + " unused int)",
        "insert into purchase select seq, 'apac', 'n', seq from seq_1_to_100");
  }

  /** Begins to write. */
  void write() {
    Thread thread = new Thread(this::loop, "writer");
    writer = thread;
    thread.start();
  }

  private void loop() {
    long id = 1_000;
    while (!enough.get()) {
      id++;
      attempt(poisoned.crm.endpoint(), "contact", id);
      attempt(poisoned.shop.endpoint(), "purchase", id);
      try {
        Rows.execute(poisoned.crm.endpoint(), "insert into visit values (" + id + ", 'apac', 'v')");
      } catch (SQLException e) {
        failure = e;
      }
    }
  }

  /** While a column is renamed its writer may still use the old name. */
  private void attempt(DatabaseEndpoint at, String table, long id) {
    String name = column;
    try {
      Rows.execute(
          at,
          "insert into %s (id, region, %s) values (%d, 'emea', 'w')".formatted(table, name, id),
          "update %s set %s = 'u%d' where id = %d".formatted(table, name, id, id % 100),
          "delete from %s where id = %d".formatted(table, id - 7));
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains(name)) {
        failure = e;
      }
    }
  }

  /** Ends writing; what could not be written fails. */
  void stopWriting() throws InterruptedException {
    enough.set(true);
    Thread thread = writer;
    if (thread != null) {
      thread.join();
    }
    assertThat(failure).isNull();
  }

  /** Does it to the tables of both engines. */
  void both(String statement) throws SQLException {
    Rows.execute(poisoned.crm.endpoint(), statement.formatted("contact"));
    Rows.execute(poisoned.shop.endpoint(), statement.formatted("purchase"));
  }

  /** Gives the column that is written to another type, that holds what it held. */
  void widen() throws SQLException {
    Rows.execute(
        poisoned.crm.endpoint(), "alter table contact alter column note type varchar(500)");
    Rows.execute(poisoned.shop.endpoint(), "alter table purchase modify column note varchar(60)");
  }

  /** Some more is written, whether anybody follows or not. */
  void moreIsWritten() throws SQLException {
    for (DatabaseEndpoint each : List.of(poisoned.crm.endpoint(), poisoned.shop.endpoint())) {
      String newest =
          "select max(id) from " + (each == poisoned.crm.endpoint() ? "contact" : "purchase");
      long before = Rows.number(each, newest);
      await("writer").atMost(PATIENCE).until(() -> Rows.number(each, newest) > before + 10);
    }
  }

  /** Renames the column that is written to. */
  void rename(String from, String to) throws SQLException {
    column = to;
    both("alter table %s rename column " + from + " to " + to);
  }

  /** What is written now arrives. */
  void goesOn(String... tables) throws Exception {
    for (String table :
        tables.length == 0 ? List.of("contact", "purchase", "visit") : List.of(tables)) {
      String newest = "select max(id) from unified." + table;
      long before = Long.parseLong(poisoned.goal(newest));
      await(table).atMost(PATIENCE).until(() -> Long.parseLong(poisoned.goal(newest)) > before + 3);
    }
  }

  /** Both tables are held, and changes of them are kept. */
  void awaitHeld() {
    await("held")
        .atMost(PATIENCE)
        .until(
            () ->
                poisoned
                    .goal(
                        "select count(distinct table_name) from crossfade.kept_change join"
                            + " crossfade.held_table using (source, table_name)")
                    .equals("2"));
  }

  /** Nothing is held any more. */
  void awaitFree() {
    await("free")
        .atMost(PATIENCE)
        .until(() -> poisoned.goal("select count(*) from crossfade.held_table").equals("0"));
    JsonNode list = poisoned.now(0, "drift", "list");
    assertThat(list.path("held")).isEmpty();
  }

  String verdict() {
    JsonNode verify = poisoned.now(0, "verify");
    assertThat(verify.path("parked").asInt()).as(verify.toString()).isZero();
    return verify.path("verdict").asText();
  }

  /** Rows of an entity as its source wants them, without ours. */
  String production(String entity) throws Exception {
    return poisoned.goal(
        "select md5(string_agg(id || region || note, ',' order by id)) from unified." + entity);
  }

  /** The same of contacts in their source. */
  String contacts(String note) throws Exception {
    return Rows.text(
        poisoned.crm.endpoint(),
        "select md5(string_agg(id || upper(region) || "
            + note
            + ", ',' order by id)) from contact");
  }

  @Override
  public void close() throws Exception {
    enough.set(true);
    poisoned.close();
  }
}
