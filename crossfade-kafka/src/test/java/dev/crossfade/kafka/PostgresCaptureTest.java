package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.source.ChangeStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL through Debezium and Kafka to transactions. */
class PostgresCaptureTest {

  @Test
  void transactionsArriveWholeInOrderAndAgainWithTheSamePositions() throws Exception {
    String name = Services.fresh("order");
    Services.run(
        Services.postgres(),
        "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v text)",
        "CREATE TABLE " + name + "_b(id bigint PRIMARY KEY, v text)");
    TableSchema a = PostgresSourceFixture.simple(name);
    TableSchema b = PostgresSourceFixture.simple(name + "_b");
    CaptureRequest request = PostgresSourceFixture.prepare(name, List.of(a, b));
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm")) {
      assertThat(capture.status().state()).isEqualTo(CaptureStatus.State.ABSENT);
      capture.ensure(request);
      capture.ensure(request);
      assertThat(capture.status().state()).isEqualTo(CaptureStatus.State.RUNNING);
      Services.run(
          Services.postgres(),
          "INSERT INTO " + name + " VALUES (1, 'one')",
          "BEGIN; INSERT INTO "
              + name
              + " VALUES (2, 'two'), (3, NULL);"
              + " INSERT INTO "
              + name
              + "_b VALUES (1, 'b');"
              + " UPDATE "
              + name
              + " SET v = 'zwei' WHERE id = 2;"
              + " SAVEPOINT s; INSERT INTO "
              + name
              + " VALUES (4, 'gone'); ROLLBACK TO s;"
              + " "
              + PostgresSourceFixture.mark(name, 1)
              + "; COMMIT",
          "UPDATE " + name + " SET id = 20 WHERE id = 2",
          "DELETE FROM " + name + " WHERE id = 1",
          "TRUNCATE " + name + ", " + name + "_b",
          PostgresSourceFixture.mark("someoneelse", 99),
          PostgresSourceFixture.mark(name, 2));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 2);
        checkStory(drain, a.id(), b.id());
        Drain again = new Drain();
        stream.seek(stream.beginning());
        again.untilMark(stream, 2);
        assertThat(positions(again.transactions())).isEqualTo(positions(drain.transactions()));
        stream.seek(drain.next());
        Services.run(
            Services.postgres(),
            "INSERT INTO " + name + " VALUES (5, 'five')",
            PostgresSourceFixture.mark(name, 3));
        Drain later = new Drain().untilMark(stream, 3);
        assertThat(later.applied()).hasSize(1);
        assertThat(later.applied().get(0).position().after(last(drain))).isTrue();
      }
      capture.remove();
      assertThat(capture.status().state()).isEqualTo(CaptureStatus.State.ABSENT);
      capture.remove();
    }
  }

  private static Position last(Drain drain) {
    return drain.transactions().get(drain.transactions().size() - 1).end();
  }

  private static List<Position> positions(List<SourceTransaction> transactions) {
    return transactions.stream().flatMap(t -> t.changes().stream().map(Change::position)).toList();
  }

  private static void checkStory(Drain drain, TableId a, TableId b) {
    List<SourceTransaction> all = drain.transactions();
    assertThat(all).hasSize(6);
    assertThat(all.get(0).changes()).hasSize(1);
    SourceTransaction second = all.get(1);
    assertThat(second.mark().number()).isEqualTo(1);
    assertThat(second.mark().writtenAt().getEpochSecond()).isEqualTo(1_700_000_000L);
    assertThat(second.changes()).extracting(Change::table).containsExactly(a, a, b, a);
    assertThat(second.changes().get(1).after()).containsExactly(3L, null);
    Change update = second.changes().get(3);
    assertThat(update.op()).isEqualTo(Op.UPDATE);
    assertThat(update.before()).containsExactly(2L, Unavailable.VALUE);
    assertThat(update.after()).containsExactly(2L, "zwei");
    Change move = all.get(2).changes().get(0);
    assertThat(all.get(2).changes()).hasSize(1);
    assertThat(move.op()).isEqualTo(Op.UPDATE);
    assertThat(move.before()).containsExactly(2L, Unavailable.VALUE);
    assertThat(move.after()).containsExactly(20L, "zwei");
    Change delete = all.get(3).changes().get(0);
    assertThat(delete.op()).isEqualTo(Op.DELETE);
    assertThat(delete.before()).containsExactly(1L, Unavailable.VALUE);
    assertThat(delete.after()).isNull();
    assertThat(all.get(4).changes())
        .extracting(Change::op)
        .containsExactly(Op.TRUNCATE, Op.TRUNCATE);
    assertThat(all.get(5).changes()).isEmpty();
    assertThat(drain.applied()).hasSize(9);
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).end().after(all.get(i - 1).end())).isTrue();
      assertThat(all.get(i).committedAt()).isAfterOrEqualTo(all.get(i - 1).committedAt());
    }
  }

  @Test
  void valuesThatTheLogDoesNotCarryAreUnavailableOrTakenFromTheOldImage() throws Exception {
    String name = Services.fresh("toast");
    String columns =
        "(id bigint PRIMARY KEY, v text, t text, b bytea, j jsonb, n numeric, ta text[], ia int[],"
            + " la bigint[], ua uuid[], ba bytea[], da date[], na numeric[], za timestamptz[],"
            + " oa boolean[], ra real[], sa smallint[])";
    Services.run(
        Services.postgres(),
        "CREATE TABLE " + name + columns,
        "CREATE TABLE " + name + "_full" + columns,
        "ALTER TABLE " + name + "_full REPLICA IDENTITY FULL");
    for (String table : List.of(name, name + "_full")) {
      for (String column :
          List.of(
              "t", "b", "j", "n", "ta", "ia", "la", "ua", "ba", "da", "na", "za", "oa", "ra",
              "sa")) {
        Services.run(
            Services.postgres(),
            "ALTER TABLE " + table + " ALTER " + column + " SET STORAGE EXTERNAL");
      }
    }
    TableSchema plain = toasted(name, ReplicaIdentity.KEY);
    TableSchema full = toasted(name + "_full", ReplicaIdentity.FULL);
    CaptureRequest request = PostgresSourceFixture.prepare(name, List.of(plain, full));
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm")) {
      capture.ensure(request);
      for (String table : List.of(name, name + "_full")) {
        Services.run(
            Services.postgres(),
            "INSERT INTO "
                + table
                + " SELECT 1, 'v', repeat('t', 9000), decode(repeat('ab', 9000),"
                + " 'hex'), to_jsonb(repeat('j', 9000)), repeat('7', 9000)::numeric,"
                + " array[repeat('a', 9000)], array(SELECT generate_series(1, 3000)),"
                + " array(SELECT generate_series(1, 3000)::bigint),"
                + " array(SELECT gen_random_uuid() FROM generate_series(1, 900)),"
                + " array[decode(repeat('cd', 9000), 'hex')],"
                + (table.equals(name) ? " NULL, NULL, NULL, NULL, NULL, NULL" : OTHER_ARRAYS),
            "UPDATE " + table + " SET v = 'w'",
            "UPDATE " + table + " SET id = 2",
            "DELETE FROM " + table);
      }
      Services.run(Services.postgres(), PostgresSourceFixture.mark(name, 1));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      List<Change> changes = drain.applied();
      assertThat(changes).hasSize(8);
      Change update = changes.get(1);
      assertThat(update.after()[1]).isEqualTo("w");
      assertThat(carried(update.after())).containsOnly(Unavailable.VALUE);
      Change move = changes.get(2);
      assertThat(move.before()[0]).isEqualTo(1L);
      assertThat(move.after()[0]).isEqualTo(2L);
      assertThat(carried(move.after())).containsOnly(Unavailable.VALUE);
      Change inserted = changes.get(4);
      Change complete = changes.get(5);
      assertThat(complete.before()[1]).isEqualTo("v");
      assertThat(rest(complete.before()))
          .usingRecursiveComparison()
          .isEqualTo(rest(inserted.after()));
      assertThat(rest(complete.after()))
          .usingRecursiveComparison()
          .isEqualTo(rest(inserted.after()));
      assertThat(rest(changes.get(7).before()))
          .usingRecursiveComparison()
          .isEqualTo(rest(inserted.after()));
      capture.remove();
    }
  }

  /** Unchanged arrays of these types Debezium can take from a full old image only. */
  private static final String OTHER_ARRAYS =
      " array(SELECT date '2024-01-01' FROM generate_series(1, 3000)),"
          + " array(SELECT n::numeric FROM generate_series(1, 3000) n),"
          + " array(SELECT timestamptz '2024-01-01' FROM generate_series(1, 3000)),"
          + " array(SELECT true FROM generate_series(1, 9000)),"
          + " array(SELECT 0.5::real FROM generate_series(1, 3000)),"
          + " array(SELECT 1::smallint FROM generate_series(1, 5000))";

  private static List<Object> carried(Object[] row) {
    return java.util.Arrays.asList(row).subList(2, 11);
  }

  private static List<Object> rest(Object[] row) {
    return java.util.Arrays.asList(row).subList(2, row.length);
  }

  private static TableSchema toasted(String name, ReplicaIdentity identity) {
    LogicalType.Text text = LogicalType.Text.UNBOUNDED;
    return new TableSchema(
        new TableId("public", name),
        List.of(
            Column.of("id", new LogicalType.Int(64)).notNull(),
            Column.of("v", text),
            Column.of("t", text),
            Column.of("b", new LogicalType.Bytes()),
            Column.of("j", new LogicalType.Json()),
            Column.of("n", LogicalType.Decimal.UNCONSTRAINED),
            Column.of("ta", new LogicalType.Array(text)),
            Column.of("ia", new LogicalType.Array(new LogicalType.Int(32))),
            Column.of("la", new LogicalType.Array(new LogicalType.Int(64))),
            Column.of("ua", new LogicalType.Array(new LogicalType.Uuid())),
            Column.of("ba", new LogicalType.Array(new LogicalType.Bytes())),
            Column.of("da", new LogicalType.Array(new LogicalType.Date())),
            Column.of("na", new LogicalType.Array(LogicalType.Decimal.UNCONSTRAINED)),
            Column.of("za", new LogicalType.Array(new LogicalType.TimestampTz())),
            Column.of("oa", new LogicalType.Array(new LogicalType.Bool())),
            Column.of("ra", new LogicalType.Array(new LogicalType.Floating(32))),
            Column.of("sa", new LogicalType.Array(new LogicalType.Int(16)))),
        List.of("id"),
        identity,
        List.of(),
        -1,
        -1);
  }
}
