package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.source.ChangeStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each way in which capture cannot go on says what to do, and loses nothing silently. */
class CaptureProblemsTest {

  private static CaptureRequest prepared(String name) throws Exception {
    Services.run(Services.postgres(), "CREATE TABLE " + name + "(id bigint PRIMARY KEY, v text)");
    return PostgresSourceFixture.prepare(name, List.of(PostgresSourceFixture.simple(name)));
  }

  private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ProblemException thrown = catchThrowableOfType(ProblemException.class, call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.problem().why()).isNotBlank();
    assertThat(thrown.problem().fix()).isNotBlank();
    return thrown.problem();
  }

  @Test
  void unreachableServicesAreTransient() throws Exception {
    KafkaAccess access = Services.access();
    KafkaAccess noConnect = KafkaAccess.of(access.bootstrap(), "http://127.0.0.1:1");
    String name = Services.fresh("absent");
    CaptureRequest request =
        PostgresSourceFixture.request(name, List.of(PostgresSourceFixture.simple(name)), "x");
    try (KafkaChangeCapture capture = new KafkaChangeCapture(noConnect, name, "crm")) {
      assertThat(problem(() -> capture.ensure(request)).code())
          .isEqualTo(KafkaProblem.CONNECT_UNREACHABLE);
      assertThat(capture.status().state()).isEqualTo(CaptureStatus.State.UNREACHABLE);
    }
  }

  @Test
  void aWrongPasswordIsNamedAndNotShown() throws Exception {
    String name = Services.fresh("login");
    prepared(name);
    String secret = "wrong-horse-battery";
    CaptureRequest request =
        PostgresSourceFixture.request(name, List.of(PostgresSourceFixture.simple(name)), secret);
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm")) {
      Problem problem = problem(() -> capture.ensure(request));
      assertThat(problem.code()).isEqualTo(KafkaProblem.LOGIN_REFUSED);
      assertThat(problem.render()).doesNotContain(secret);
      assertThat(request.toString()).doesNotContain(secret);
      capture.remove();
    }
  }

  @Test
  @Tag("long") // the connector tries for 30 seconds before it gives up
  void aReCreatedSlotIsAGap() throws Exception {
    String name = Services.fresh("slot");
    CaptureRequest request = prepared(name);
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm")) {
      capture.ensure(request);
      Services.run(Services.postgres(), "INSERT INTO " + name + " VALUES (1, 'a')");
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        Drain drain = new Drain();
        while (drain.applied().isEmpty()) {
          drain.step(stream);
        }
      }
      Services.run(
          Services.postgres(),
          "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
              + name
              + "'; SELECT pg_sleep(0.05); SELECT pg_drop_replication_slot('"
              + name
              + "')",
          "INSERT INTO " + name + " VALUES (2, 'lost')",
          "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
      Services.kafka().killForcibly();
      Services.kafka().restart();
      Problem problem = problem(() -> capture.ensure(request));
      assertThat(problem.code().kind()).isEqualTo(Kind.ESCALATE);
      assertThat(problem.code()).isEqualTo(KafkaProblem.GAP);
      assertThat(capture.status().state()).isEqualTo(CaptureStatus.State.FAILED);
      capture.remove();
    }
  }

  @Test
  void anotherTopicTrimmedRecordsOrMorePartitionsAreGaps() throws Exception {
    String name = Services.fresh("topic");
    CaptureRequest request = prepared(name);
    String topic = "cf." + name + ".cdc.crm";
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm");
        Admin admin = Admin.create(Map.of("bootstrap.servers", Services.access().bootstrap()))) {
      capture.ensure(request);
      try (ChangeStream stream = capture.openStream()) {
        assertThat(problem(() -> stream.seek(1_000_000)).code()).isEqualTo(KafkaProblem.GAP_TOPIC);
        admin
            .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1)))
            .all()
            .get();
        assertThat(problem(() -> stream.seek(0)).code()).isEqualTo(KafkaProblem.GAP_TOPIC);
        stream.seek(1);
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
        Problem found = problem(() -> pollFor(stream));
        assertThat(found.code()).isEqualTo(KafkaProblem.GAP_TOPIC);
        assertThat(found.code().kind()).isEqualTo(Kind.ESCALATE);
      }
      capture.remove();
    }
  }

  private static void pollFor(ChangeStream stream) {
    for (int i = 0; i < 20; i++) {
      stream.poll(Duration.ofMillis(500));
    }
  }

  @Test
  void aChangedTableStopsTheStreamThereAndGoesOnWithTheNewColumns() throws Exception {
    String name = Services.fresh("drift");
    CaptureRequest request = prepared(name);
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm")) {
      capture.ensure(request);
      Services.run(
          Services.postgres(),
          "INSERT INTO " + name + " VALUES (1, 'a')",
          "ALTER TABLE " + name + " ADD COLUMN extra int",
          "INSERT INTO " + name + " VALUES (2, 'b', 7)",
          PostgresSourceFixture.mark(name, 1));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        Problem found = problem(() -> drain.untilMark(stream, 1));
        assertThat(found.code()).isEqualTo(KafkaProblem.TABLE_CHANGED);
        assertThat(problem(() -> drain.step(stream)).code()).isEqualTo(KafkaProblem.TABLE_CHANGED);
      }
      assertThat(drain.applied()).hasSize(1);
      TableSchema old = request.tables().get(0);
      List<Column> columns = new ArrayList<>(old.columns());
      columns.add(Column.of("extra", new LogicalType.Int(32)));
      CaptureRequest wider =
          PostgresSourceFixture.request(
              name,
              List.of(TableSchema.of(old.id(), columns, old.key())),
              Services.postgres().password());
      capture.ensure(wider);
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(drain.next());
        drain.untilMark(stream, 1);
      }
      assertThat(drain.applied())
          .hasSize(2)
          .last()
          .extracting(Change::after)
          .isEqualTo(new Object[] {2L, "b", 7L});
      capture.remove();
    }
  }
}
