package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables with and without key in two publications of one slot. */
class PostgresPublicationsTest {

  private static TableSchema keyless(String name) {
    return TableSchema.of(
        new TableId("public", name), List.of(Column.of("v", new LogicalType.Int(32))), List.of());
  }

  private static CaptureRequest prepare(String name, List<TableSchema> tables) throws Exception {
    DatabaseEndpoint db = Services.postgres();
    String append = name + "_append";
    String root = " WITH (publish_via_partition_root = true";
    Services.run(
        db,
        "CREATE PUBLICATION " + name + " FOR TABLE " + name + root + ")",
        "CREATE PUBLICATION "
            + append
            + (" FOR TABLE " + name + "_log, " + name + "_parted" + root)
            + ", publish = 'insert, truncate')",
        "CREATE PUBLICATION \"" + name + "," + append + "\"",
        "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
    return new CaptureRequest(
        name,
        "crm",
        "postgresql",
        db.host(),
        db.port(),
        db.database(),
        db.user(),
        db.password(),
        tables,
        Map.of("slot", name, "publication", name + "," + append),
        PostgresSourceFixture.PLACEHOLDER,
        "null");
  }

  @Test
  void bothAreReadAndTheApplicationIsNotDisturbed() throws Exception {
    String name = Services.fresh("pubs");
    TableSchema keyed = PostgresSourceFixture.simple(name);
    TableSchema log = keyless(name + "_log");
    TableSchema parted = keyless(name + "_parted");
    Services.run(
        Services.postgres(),
        "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v text)",
        "CREATE TABLE " + log.id() + "(v int)",
        "CREATE TABLE " + parted.id() + "(v int) PARTITION BY RANGE (v)",
        "CREATE TABLE " + name + "_p1 PARTITION OF " + parted.id() + " FOR VALUES FROM (0) TO (9)");
    CaptureRequest request = prepare(name, List.of(keyed, log, parted));
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm")) {
      assertThat(capture.position()).isEmpty();
      capture.ensure(request);
      Services.run(
          Services.postgres(),
          "INSERT INTO " + name + " VALUES (1, 'one')",
          "INSERT INTO " + log.id() + " VALUES (1)",
          "UPDATE " + log.id() + " SET v = 2",
          "INSERT INTO " + parted.id() + " VALUES (3)",
          "CREATE TABLE " + name + "_p2 PARTITION OF " + parted.id() + " DEFAULT",
          "INSERT INTO " + parted.id() + " VALUES (33)",
          "DELETE FROM " + parted.id() + " WHERE v = 3",
          "UPDATE " + name + " SET v = 'eins'",
          "TRUNCATE " + log.id(),
          PostgresSourceFixture.mark(name, 1));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      assertThat(drain.applied())
          .extracting(change -> change.op() + " " + change.table().name())
          .containsExactly(
              "INSERT " + name,
              "INSERT " + name + "_log",
              "INSERT " + name + "_parted",
              "INSERT " + name + "_parted",
              "UPDATE " + name,
              "TRUNCATE " + name + "_log");
      Change later = drain.applied().get(3);
      assertThat(later.op()).isEqualTo(Op.INSERT);
      assertThat(later.after()).containsExactly(33L);
      recreated(name, capture, request);
      capture.remove();
    }
  }

  /** The slot is dropped while capture is down, and another of its name is there afterwards. */
  private static void recreated(String name, KafkaChangeCapture capture, CaptureRequest request)
      throws Exception {
    awaitPosition(capture);
    drop(name);
    Services.run(
        Services.postgres(),
        "INSERT INTO " + name + " VALUES (2, 'in no log')",
        "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')",
        "INSERT INTO " + name + " VALUES (3, 'three')");
    assertThatThrownBy(() -> capture.ensure(request))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(KafkaProblem.GAP));
  }

  private static void awaitPosition(KafkaChangeCapture capture) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (capture.position().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
    assertThat(capture.position()).matches("[0-9A-F]+/[0-9A-F]+");
  }

  /** Capture comes back to its slot again and again, so this may take more than one attempt. */
  private static void drop(String slot) throws Exception {
    String where = " FROM pg_replication_slots WHERE slot_name = '" + slot + "'";
    for (int attempt = 1; ; attempt++) {
      try {
        Services.run(
            Services.postgres(),
            "SELECT pg_terminate_backend(active_pid, 5000)" + where + " AND active",
            "SELECT pg_drop_replication_slot(slot_name)" + where);
        return;
      } catch (SQLException busy) {
        if (attempt == 50) {
          throw busy;
        }
        Thread.sleep(20);
      }
    }
  }
}
