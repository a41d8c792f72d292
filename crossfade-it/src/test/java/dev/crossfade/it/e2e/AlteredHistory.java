package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.embedded.DatabaseEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Tables of two engines, one for each alteration, whose history takes a while to be read. */
final class AlteredHistory implements AutoCloseable {

  /** Columns of every table. */
  static final String TABLE =
      "create table T (id bigint primary key, region varchar(20) not null, note varchar(200),"
          + " number int, unused int)";

  private static final Duration PATIENCE = Duration.ofSeconds(150);
  private static final int ROWS = 6_000;
  private static final int LOCK_WAIT = 1205;
  private static final int TRIES = 20;
  private static final int CHUNK = 300;

  /**
   * One table.
   *
   * @param engine 0 for PostgreSQL, 1 for MariaDB
   */
  record Table(Alteration alteration, int engine) {

    String entity() {
      return (engine == 0 ? "crm_" : "shop_") + alteration.name().toLowerCase(Locale.ROOT);
    }

    String name() {
      return "t_" + alteration.name().toLowerCase(Locale.ROOT);
    }

    String label() {
      return (engine == 0 ? "crm:public." : "shop:shop.") + name();
    }
  }

  final Poisoned poisoned;
  private final AtomicBoolean enough = new AtomicBoolean();
  private volatile int inTheMiddle;
  private final AtomicLong written = new AtomicLong();
  private final List<Thread> writers = new ArrayList<>();
  private final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();
  private final List<Crossfade> runs = new ArrayList<>();

  /**
   * @param settings of the migration
   */
  AlteredHistory(Path folder, String settings) throws Exception {
    poisoned = new Poisoned(folder, "{added: park}");
    Files.writeString(
        Path.of(poisoned.specification(), "crossfade.yaml"),
        "settings: {workers: 2, chunkRows: %d%s}\n".formatted(CHUNK, settings),
        StandardOpenOption.APPEND);
    for (String each : List.of("contact", "purchase", "visit")) {
      Files.delete(Path.of(poisoned.specification(), "entities", each + ".yaml"));
    }
    for (Table table : tables()) {
      create(table);
    }
  }

  static List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (Alteration each : Alteration.values()) {
      for (int engine = 0; engine < 2; engine++) {
        if (each.wanted() && each.on(engine)) {
          tables.add(new Table(each, engine));
        }
      }
    }
    return tables;
  }

  static List<Table> tables(Alteration.Then then) {
    return tables().stream().filter(each -> each.alteration().then == then).toList();
  }

  DatabaseEndpoint at(Table table) {
    return table.engine() == 0 ? poisoned.crm.endpoint() : poisoned.shop.endpoint();
  }

  private void create(Table table) throws Exception {
    String rows = table.engine() == 0 ? "generate_series(1, " + ROWS + ") seq" : "seq_1_to_" + ROWS;
    Rows.execute(
        at(table),
        TABLE.replace("table T", "table " + table.name()),
        "insert into %s select seq, 'r', concat('n', seq), seq, seq from %s"
            .formatted(table.name(), rows));
    poisoned.write(
        "entities/" + table.entity() + ".yaml",
        """
        apiVersion: crossfade.dev/v1
        kind: Entity
        name: %s
        key: [id]
        columns: {id: {type: int64, nullable: false}, region: text, note: text, number: int32}
        from:
          - source: %s
            table: %s
            map: {id: id, region: region, note: note, number: number}
        """
            .formatted(
                table.entity(),
                table.engine() == 0 ? "crm" : "shop",
                table.label().substring(table.label().indexOf(':') + 1)));
  }

  /** Begins to write to all tables; a statement that a table does not take just now is none. */
  void write() {
    for (int engine = 0; engine < 2; engine++) {
      int which = engine;
      List<Table> ours = tables().stream().filter(each -> each.engine() == which).toList();
      Thread writer = new Thread(() -> loop(ours), "writer-" + engine);
      writer.setUncaughtExceptionHandler((thread, e) -> broken.add(e));
      writers.add(writer);
      writer.start();
    }
  }

  private void loop(List<Table> tables) {
    DatabaseEndpoint at = at(tables.get(0));
    try (Connection connection =
            DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
        Statement statement = connection.createStatement()) {
      for (long i = 1; !enough.get(); i++) {
        for (Table table : tables) {
          long id = i * 31 % ROWS;
          attempt(
              statement,
              "insert into %s (id, region, note) values (%d, 'r', 'w')",
              table,
              20_000 + i);
          attempt(statement, "update %s set note = 'u' where id = %d", table, id);
          attempt(statement, "update %s set number = 7 where id = %d", table, id + 1);
          attempt(statement, "delete from %s where id = %d", table, id + 2);
        }
        Thread.sleep(20);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(Statement statement, String sql, Table table, long id) {
    try {
      statement.execute(sql.formatted(table.name(), id));
      written.incrementAndGet();
    } catch (SQLException e) {
      assertThat(String.valueOf(e.getSQLState()))
          .as(e.toString())
          .matches("42.*|HY000|40.*|57.*|08.*");
    }
  }

  /** Ends it; a writer that ended before, of whatever, is not silently missing. */
  long stopWriting() throws InterruptedException {
    enough.set(true);
    for (Thread each : writers) {
      each.join();
    }
    assertThat(broken).isEmpty();
    return written.get();
  }

  /** Alters every table once some of its history is there and the rest is not. */
  void alterInTheMiddle() {
    List<Table> open = new ArrayList<>(tables());
    await("in the middle")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(30))
        .ignoreExceptionsMatching(e -> e instanceof SQLException && isNoTable(e))
        .until(
            () -> {
              for (Table table : List.copyOf(open)) {
                if (loaded(table) > 0) {
                  alter(table);
                  inTheMiddle += complete(table) ? 0 : 1;
                  open.remove(table);
                }
              }
              return open.isEmpty();
            });
    assertThat(inTheMiddle).isGreaterThan(tables().size() * 3 / 4);
  }

  private boolean complete(Table table) throws Exception {
    return poisoned
        .goal(
            "select bool_and(state = 'DONE') and bool_or(to_key is null) from crossfade.chunk"
                + " where entity = '%s'".formatted(table.entity()))
        .equals("t");
  }

  private static boolean isNoTable(Throwable e) {
    return "42P01".equals(((SQLException) e).getSQLState());
  }

  private long loaded(Table table) throws Exception {
    return Long.parseLong(
        poisoned.goal(
            "select count(*) from crossfade.chunk where state = 'DONE' and entity = '%s'"
                .formatted(table.entity())));
  }

  void alter() throws SQLException {
    for (Table table : tables()) {
      alter(table);
    }
  }

  /** MariaDB gives a TRUNCATE up at once while its statistics of the table are being made. */
  private void alter(Table table) throws SQLException {
    for (String each : table.alteration().done(table.name(), table.engine())) {
      boolean done = false;
      for (int i = 1; !done; i++) {
        try {
          Rows.execute(at(table), each);
          done = true;
        } catch (SQLException e) {
          if (e.getErrorCode() != LOCK_WAIT || i == TRIES) {
            throw e;
          }
        }
      }
    }
  }

  void undo() throws SQLException {
    for (Table table : tables()) {
      Rows.execute(at(table), table.alteration().undone(table.name(), table.engine()));
    }
  }

  String held() throws Exception {
    return poisoned.goal(
        "select coalesce(string_agg(source || ':' || table_schema || '.' || table_name, ','"
            + " order by source, table_name), '') from crossfade.held_table where state = 'HELD'");
  }

  void awaitHeld(List<Table> tables) {
    String wanted = String.join(",", tables.stream().map(Table::label).sorted().toList());
    await("held").atMost(PATIENCE).until(this::held, wanted::equals);
  }

  void awaitPublished(List<Table> tables) {
    for (Table table : tables) {
      await(table.entity())
          .atMost(PATIENCE)
          .until(
              () ->
                  poisoned
                      .goal(
                          "select to_regclass('unified.%s') is not null".formatted(table.entity()))
                      .equals("t"));
    }
  }

  /** All history of these is there. */
  void awaitLoaded(List<Table> tables) {
    for (Table table : tables) {
      await(table.entity()).atMost(PATIENCE).until(() -> complete(table));
    }
  }

  /** Decides that every table is what it was, but for columns that nobody asked for. */
  void decide() {
    for (Table table : tables(Alteration.Then.IGNORED)) {
      poisoned.now(0, "drift", "ignore", "--table", table.label(), "--reason=nobody asked");
    }
    poisoned.now(0, "drift", "accept", "--reason=all is what it was");
    await("free")
        .atMost(PATIENCE)
        .until(() -> poisoned.goal("select count(*) from crossfade.held_table").equals("0"));
  }

  /** What was asked to be made right is right. */
  void awaitRepaired() {
    await("repaired")
        .atMost(PATIENCE)
        .until(
            () ->
                poisoned
                    .goal("select count(*) from crossfade.repair where done_at is null")
                    .equals("0"));
  }

  /** All of it is where it should be, as the product says, and as it is. */
  void awaitEqual() throws Exception {
    awaitRepaired();
    assertThat(stopWriting()).isPositive();
    assertThat(poisoned.now(0, "verify").path("verdict").asText()).isEqualTo("EQUAL");
    for (Table table : tables()) {
      assertThat(target(table)).as(table.entity()).isEqualTo(source(table));
    }
  }

  /** All rows of a table, for what they hold. */
  String source(Table table) throws SQLException {
    String row = "concat(id, '|', region, '|', coalesce(note, '-'), '|', coalesce(number, -1))";
    return table.engine() == 0
        ? Rows.text(
            at(table),
            "select count(*) || ' ' || md5(string_agg(%s, ',' order by id)) from %s"
                .formatted(row, table.name()))
        : Rows.text(
            at(table),
            "set session group_concat_max_len = 100000000",
            "select concat(count(*), ' ', md5(group_concat(%s order by id separator ','))) from %s"
                .formatted(row, table.name()));
  }

  String target(Table table) throws Exception {
    return poisoned.goal(
        ("select count(*) || ' ' || md5(string_agg(concat(id, '|', region, '|', coalesce(note, '-'),"
                + " '|', coalesce(number, -1)), ',' order by id)) from unified.%s")
            .formatted(table.entity()));
  }

  /** The lowest epoch under which somebody follows a source. */
  private long epoch() throws Exception {
    return Long.parseLong(
        poisoned.goal("select coalesce(min(epoch), 0) from crossfade.applied_position"));
  }

  /** Kills a run, and starts another one, which follows both sources. */
  Crossfade killed(Crossfade run) throws Exception {
    run.kill();
    long before = epoch();
    Crossfade next = run();
    await("followed").atMost(PATIENCE).until(() -> epoch() > before);
    assertThat(next.alive()).isTrue();
    return next;
  }

  /** Starts a run, which ends with this at the latest. */
  Crossfade run() throws IOException {
    Crossfade run = poisoned.run();
    runs.add(run);
    return run;
  }

  @Override
  public void close() throws Exception {
    enough.set(true);
    for (Crossfade run : runs) {
      run.kill();
    }
    poisoned.close();
  }
}
