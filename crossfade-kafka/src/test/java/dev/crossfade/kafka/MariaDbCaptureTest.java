package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType.Int;
import dev.crossfade.core.schema.LogicalType.Text;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.RolledBack;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** MariaDB through Debezium and Kafka to transactions. */
class MariaDbCaptureTest {

  private static TableSchema simple(String name) {
    return TableSchema.of(
        new TableId("shop", name),
        List.of(Column.of("id", new Int(64)).notNull(), Column.of("v", Text.UNBOUNDED)),
        List.of("id"));
  }

  private static void transaction(String... statements) throws Exception {
    try (Connection connection = Services.connect(Services.maria());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  @Test
  void transactionsArriveWholeInOrder() throws Exception {
    String name = Services.fresh("maria");
    Services.run(
        Services.maria(),
        "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v varchar(100) DEFAULT 'x')",
        "CREATE TABLE " + name + "_b(id bigint PRIMARY KEY, v varchar(100))");
    TableSchema a = simple(name);
    TableSchema b = simple(name + "_b");
    CaptureRequest request = MariaDbSourceFixture.prepare(name, List.of(a, b), "null");
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "ads")) {
      capture.ensure(request);
      Services.run(Services.maria(), "INSERT INTO " + name + " VALUES (1, 'one')");
      transaction(
          "INSERT INTO " + name + " VALUES (2, 'two'), (3, NULL)",
          "INSERT INTO " + name + "_b VALUES (1, 'b')",
          "UPDATE " + name + " SET v = 'zwei' WHERE id = 2",
          MariaDbSourceFixture.mark(name, 1));
      Services.run(
          Services.maria(),
          "UPDATE " + name + " SET id = 20 WHERE id = 2",
          "DELETE FROM " + name + " WHERE id = 1",
          "TRUNCATE " + name,
          "CREATE TABLE " + name + "_other(i int)",
          "INSERT INTO " + name + "_b VALUES (2, 'after')",
          MariaDbSourceFixture.mark("someoneelse", 99),
          MariaDbSourceFixture.mark(name, 2));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 2);
      }
      check(drain.transactions(), a.id(), b.id());
      assertThat(drain.applied()).hasSize(9);
      capture.remove();
    }
  }

  private static void check(List<SourceTransaction> all, TableId a, TableId b) {
    assertThat(all).hasSize(7);
    SourceTransaction second = all.get(1);
    assertThat(second.mark().number()).isEqualTo(1);
    assertThat(second.mark().writtenAt().getEpochSecond()).isEqualTo(1_700_000_000L);
    assertThat(second.changes()).extracting(Change::table).containsExactly(a, a, b, a);
    assertThat(second.changes().get(1).after()).containsExactly(3L, null);
    assertThat(second.changes().get(3).before()).containsExactly(2L, "two");
    assertThat(second.changes().get(3).after()).containsExactly(2L, "zwei");
    assertThat(all.get(2).changes()).hasSize(1);
    assertThat(all.get(2).changes().get(0).op()).isEqualTo(Op.UPDATE);
    assertThat(all.get(2).changes().get(0).before()).containsExactly(2L, "zwei");
    assertThat(all.get(2).changes().get(0).after()).containsExactly(20L, "zwei");
    assertThat(all.get(3).changes().get(0).before()).containsExactly(1L, "one");
    assertThat(all.get(4).changes()).extracting(Change::op).containsExactly(Op.TRUNCATE);
    assertThat(all.get(5).changes().get(0).after()).containsExactly(2L, "after");
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).end().after(all.get(i - 1).end())).isTrue();
    }
  }

  @Test
  void whatTheWayBackWroteSaysSoWhollyAndInParts() throws Exception {
    String name = Services.fresh("mariaback");
    Services.run(
        Services.maria(), "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v varchar(100))");
    CaptureRequest request = MariaDbSourceFixture.prepare(name, List.of(simple(name)), "null");
    KafkaAccess small = Services.access().held(5, 1 << 20);
    try (KafkaChangeCapture capture = new KafkaChangeCapture(small, name, "ads")) {
      capture.ensure(request);
      transaction("INSERT INTO " + name + " VALUES (1, 'by us')", tag(name));
      transaction("INSERT INTO " + name + " SELECT seq, 'v' FROM seq_11_to_18", tag(name));
      transaction(
          "DELETE FROM " + name + " WHERE id = 1",
          tag("someoneelse"),
          MariaDbSourceFixture.mark(name, 1));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      assertThat(drain.transactions())
          .extracting(SourceTransaction::origin)
          .containsExactly(Origin.WAY_BACK, Origin.WAY_BACK, Origin.WAY_BACK, Origin.OTHERS);
      assertThat(drain.transactions())
          .extracting(SourceTransaction::extent)
          .containsExactly(Extent.WHOLE, Extent.PART, Extent.LAST, Extent.WHOLE);
      capture.remove();
    }
  }

  /** As the way back writes it. */
  private static String tag(String migration) {
    return "INSERT INTO crossfade_mark VALUES ('%s back', 1, UTC_TIMESTAMP(6))".formatted(migration)
        + " ON DUPLICATE KEY UPDATE number = number + 1";
  }

  /** A transaction that used a temporary table is in the log though it was rolled back. */
  @Test
  void whatWasRolledBackIsPassedOver() throws Exception {
    String name = Services.fresh("mariarolled");
    Services.run(
        Services.maria(),
        "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v varchar(100))",
        "INSERT INTO " + name + " VALUES (1, 'before')");
    CaptureRequest request = MariaDbSourceFixture.prepare(name, List.of(simple(name)), "null");
    List<String> asked = new ArrayList<>();
    RolledBack log = (transaction, first) -> asked.add(transaction);
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "ads", log)) {
      capture.ensure(request);
      rolledBack(
          "INSERT INTO " + name + " VALUES (2, 'never')",
          "CREATE TEMPORARY TABLE t (i int)",
          "INSERT INTO t VALUES (1)",
          "UPDATE " + name + " SET v = 'never' WHERE id = 1");
      Services.run(Services.maria(), "INSERT INTO " + name + " VALUES (3, 'after')");
      rolledBack(
          "CREATE TEMPORARY TABLE t (i int)",
          "DELETE FROM " + name + " WHERE id = 1",
          "DROP TEMPORARY TABLE t");
      rolledBack("CREATE TEMPORARY TABLE t (i int)", "INSERT INTO t VALUES (1)");
      Services.run(
          Services.maria(),
          "INSERT INTO " + name + " VALUES (4, 'after')",
          MariaDbSourceFixture.mark(name, 1));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      assertThat(drain.applied().stream().map(change -> (Long) change.after()[0]))
          .containsExactly(3L, 4L);
      assertThat(asked).hasSize(2);
      capture.remove();
    }
  }

  private static void rolledBack(String... statements) throws Exception {
    try (Connection connection = Services.connect(Services.maria());
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.rollback();
    }
  }

  @Test
  void everyRowArrivesOnceThoughConnectWasKilledInsideATransaction() throws Exception {
    String name = Services.fresh("mariakill");
    Services.run(
        Services.maria(), "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v varchar(100))");
    CaptureRequest request = MariaDbSourceFixture.prepare(name, List.of(simple(name)), "null");
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "ads")) {
      capture.ensure(request);
      boolean cut;
      try (RawTopic raw = new RawTopic(Services.access(), "cf." + name + ".cdc.ads")) {
        transaction("INSERT INTO " + name + " SELECT seq, 'v' FROM seq_1_to_6000");
        raw.awaitRows(1_500);
        Services.kafka().killForcibly();
        cut = raw.inside();
      }
      Services.kafka().restart();
      capture.ensure(request);
      Services.run(Services.maria(), MariaDbSourceFixture.mark(name, 1));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      assertThat(drain.applied().stream().map(change -> (Long) change.after()[0]))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 6_000).boxed().toList());
      System.out.println("MariaDB transaction cut by the kill=" + cut);
      capture.remove();
    }
  }
}
