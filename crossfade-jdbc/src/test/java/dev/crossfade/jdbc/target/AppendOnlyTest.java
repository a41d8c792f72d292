package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.loaded;
import static dev.crossfade.jdbc.target.TargetFixture.moved;
import static dev.crossfade.jdbc.target.TargetFixture.publish;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static dev.crossfade.jdbc.target.TargetFixture.set;
import static dev.crossfade.jdbc.target.TargetFixture.shape;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables without a key: rows are added, and one equal copy is removed for each removal. */
class AppendOnlyTest {

  private static final TargetFixture fixture = new TargetFixture();
  private static final int WIDTH = 12;

  private final EntityShape event =
      shape(
          "event",
          List.of(),
          Column.of("kind", TargetFixture.TEXT),
          Column.of("amount", LogicalType.Decimal.UNCONSTRAINED),
          Column.of("data", new LogicalType.Json()));

  private final EntityShape wide =
      shape(
          "wide",
          List.of(),
          IntStream.range(0, WIDTH)
              .mapToObj(i -> Column.of("c" + i, TargetFixture.TEXT))
              .toArray(Column[]::new));

  private static EntityWrite write(
      List<EntityWrite.PositionedRow> appends, List<@Nullable Object[]> removals) {
    return new EntityWrite(
        "event", EntityWrite.Reset.KEEP, List.of(), List.of(), appends, removals);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void rows_are_added_and_removed_one_copy_at_a_time(int copies) {
    String migration = "append-" + copies;
    try (TargetDatabase target = fixture.prepared(migration, event);
        Applier applier = target.openApplier("crm")) {
      Object[] old = row("open", null, "{\"a\": 1, \"b\": 2}");
      loaded(target, event, old, old, row("open", null, null));
      publish(target, event);
      StreamState state = applier.own("t", 0);
      List<EntityWrite.PositionedRow> appends = new ArrayList<>();
      for (int i = 0; i < copies; i++) {
        appends.add(set(3, "click", new BigDecimal("1.50"), null));
      }

      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        session.write(write(appends, List.of()));
        session.write(
            write(
                List.of(),
                List.of(
                    row("open", null, "{\"b\":2,\"a\":1}"),
                    row("click", new BigDecimal("1.5"), null),
                    row("nobody", null, null))));
        Committed.done(session.commit(1));
      }

      assertThat(
              fixture.query(
                  "SELECT kind, data IS NULL, count(*), max(_cf_position) FROM append_"
                      + copies
                      + "_prod.event GROUP BY 1, 2 ORDER BY 1, 2"))
          .containsExactlyElementsOf(
              copies == 1
                  ? List.of("open|f|1|null", "open|t|1|null")
                  : List.of(
                      "click|t|199|" + TargetFixture.at(3).encoded(),
                      "open|f|1|null",
                      "open|t|1|null"));
    }
  }

  /** As by {@link #rows_are_added_and_removed_one_copy_at_a_time}, but in one go. */
  @Test
  void many_rows_are_taken_away_by_looking_through_the_table_once() {
    try (TargetDatabase target = fixture.prepared("append-many", event);
        Applier applier = target.openApplier("crm")) {
      List<Object[]> history = new ArrayList<>();
      history.addAll(nCopies(50, row("open", null, "{\"a\": 1, \"b\": 2}")));
      history.addAll(nCopies(60, row("click", new BigDecimal("1.50"), null)));
      history.addAll(nCopies(30, row(null, null, null)));
      history.addAll(nCopies(10, row("stays", new BigDecimal("7"), null)));
      loaded(target, event, history.toArray(Object[][]::new));
      publish(target, event);
      StreamState state = applier.own("t", 0);
      List<@Nullable Object[]> gone = new ArrayList<>();
      gone.addAll(nCopies(45, row("open", null, "{\"b\":2,\"a\":1}")));
      gone.addAll(nCopies(30, row("click", new BigDecimal("1.5"), null)));
      gone.addAll(nCopies(25, row("click", new BigDecimal("1.500"), null)));
      gone.addAll(nCopies(35, row(null, null, null)));
      gone.addAll(nCopies(20, row("nobody", null, null)));
      gone.addAll(nCopies(20, row("click", new BigDecimal("1.5000001"), null)));
      long before = looks();

      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        session.write(write(List.of(), gone));
        session.write(write(List.of(), gone.subList(0, TableWriter.FEW + 3)));
        Committed.done(session.commit(1));
      }

      assertThat(
              fixture.query(
                  "SELECT kind, amount, count(*) FROM append_many_prod.event"
                      + " GROUP BY 1, 2 ORDER BY 1, 2"))
          .containsExactly("click|1.50|5", "stays|7|10");
      // told once the session is over: four groups, and one that is looked for again
      applier.close();
      await(() -> looks() >= before + 5);
      assertThat(looks() - before).isLessThan(40);
    }
  }

  /** Nothing about rows to come makes the table be looked through for each of them. */
  @Test
  void different_rows_of_many_columns_are_found_in_a_few_looks() {
    try (TargetDatabase target = fixture.prepared("append-wide", wide);
        Applier applier = target.openApplier("crm")) {
      List<Object[]> history = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        history.add(wideRow(0, "v" + i));
      }
      loaded(target, wide, history.toArray(Object[][]::new));
      publish(target, wide);
      long before = counted("append_wide_prod", "seq_scan");

      remove(applier, history.subList(0, 200));

      awaitRemoved("append_wide_prod", 200);
      assertThat(counted("append_wide_prod", "seq_scan") - before).isLessThan(20);
    }
  }

  /** Of each such kind there are next to none, and they are found before the table ends. */
  @Test
  void rows_that_are_null_in_columns_of_their_own_are_not_looked_for_everywhere() {
    try (TargetDatabase target = fixture.prepared("append-sparse", wide);
        Applier applier = target.openApplier("crm")) {
      List<Object[]> history = new ArrayList<>();
      for (int nulls = 1; nulls <= 60; nulls++) {
        history.add(wideRow(nulls, "gone"));
      }
      List<Object[]> gone = List.copyOf(history);
      history.add(wideRow(1, "gone"));
      for (int i = 0; i < 2_000; i++) {
        history.add(wideRow(0, "stays"));
      }
      loaded(target, wide, history.toArray(Object[][]::new));
      publish(target, wide);
      long before = counted("append_sparse_prod", "seq_tup_read");

      remove(applier, gone);

      awaitRemoved("append_sparse_prod", 60);
      assertThat(fixture.query("SELECT c11, count(*) FROM append_sparse_prod.wide GROUP BY 1"))
          .containsExactlyInAnyOrder("gone|1", "stays|2000");
      assertThat(counted("append_sparse_prod", "seq_tup_read") - before).isLessThan(60 * 500);
    }
  }

  /**
   * A row of twelve columns.
   *
   * @param nulls the columns that are null, as bits
   */
  private static Object[] wideRow(int nulls, String value) {
    @Nullable Object[] row = new @Nullable Object[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      row[i] = (nulls >> i & 1) == 1 ? null : value;
    }
    return row;
  }

  private static void remove(Applier applier, List<Object[]> gone) {
    StreamState state = applier.own("t", 0);
    try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
      session.write(
          new EntityWrite("wide", EntityWrite.Reset.KEEP, List.of(), List.of(), List.of(), gone));
      Committed.done(session.commit(1));
    }
    // a session that ends tells its counts at once, one that waits ten seconds later
    applier.close();
  }

  /** Told with how often the table was looked through, once the transaction is over. */
  private static void awaitRemoved(String schema, int rows) {
    await(() -> counted(schema, "n_tup_del") >= rows);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  /** How often somebody looked through the table. */
  private static long looks() {
    return counted("append_many_prod", "seq_scan");
  }

  /** What the database counts of the only table of a schema. */
  private static long counted(String schema, String what) {
    return Long.parseLong(
        fixture
            .query(
                "SELECT " + what + " FROM pg_stat_user_tables WHERE schemaname = '" + schema + "'")
            .get(0));
  }
}
