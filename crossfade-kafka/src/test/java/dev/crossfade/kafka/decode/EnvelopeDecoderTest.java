package dev.crossfade.kafka.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Origin;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.kafka.KafkaProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records as Debezium 3.5 wrote them, shortened. */
class EnvelopeDecoderTest {

  private static final String SOURCE =
      "\"source\":{\"version\":\"3.5.0.Final\",\"connector\":\"postgresql\",\"name\":\"cf\","
          + "\"ts_ms\":1795347079308,\"snapshot\":\"false\",\"db\":\"postgres\","
          + "\"sequence\":\"[\\\"24717528\\\",\\\"24717664\\\"]\",\"ts_us\":1795347079308564,"
          + "\"schema\":\"public\",\"table\":\"t\",\"txId\":757,\"lsn\":24717664}";
  private static final String FIRST =
      "\"transaction\":{\"id\":\"757:24717664\",\"total_order\":1,\"data_collection_order\":1}";

  private final EnvelopeDecoder decoder = decoder("postgresql", ReplicaIdentity.KEY);

  private static EnvelopeDecoder decoder(String engine, ReplicaIdentity identity) {
    TableSchema schema =
        new TableSchema(
            new TableId("public", "t"),
            List.of(
                Column.of("id", new LogicalType.Int(64)).notNull(),
                Column.of("v", LogicalType.Text.UNBOUNDED),
                new Column("g", new LogicalType.Int(64), true, "bigint", true)),
            List.of("id"),
            identity,
            List.of("p point"),
            -1,
            -1);
    return new EnvelopeDecoder(engine, "m", List.of(schema), "__gone", "null");
  }

  private static LogRecord decode(EnvelopeDecoder decoder, String json) {
    byte[] around = (json + "\"}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer value = ByteBuffer.wrap(around, 0, around.length - 2);
    return decoder.decode(value.slice(), LogRecord.Half.NONE);
  }

  private LogRecord.Row row(String before, String after, String op) {
    return (LogRecord.Row) decode(decoder, envelope(before, after, op));
  }

  private static String envelope(String before, String after, String op) {
    return "{\"before\":%s,\"after\":%s,%s,%s,\"op\":\"%s\"}"
        .formatted(before, after, SOURCE, FIRST, op);
  }

  @Test
  void boundariesCarryTheTransactionAndTheCommit() {
    assertThat(
            decode(
                decoder,
                "{\"status\":\"BEGIN\",\"id\":\"757:24717528\",\"event_count\":null,\"ts_ms\":1}"))
        .isEqualTo(new LogRecord.Begin("757"));
    assertThat(
            decode(
                decoder,
                "{\"status\":\"END\",\"id\":\"757:24718064\",\"event_count\":5,\"ts_ms\":7}"))
        .isEqualTo(new LogRecord.End("757", 24718064L, 5, 7000));
  }

  @Test
  void insertHasItsPlaceAndComputedColumnsAreUnavailable() {
    LogRecord.Row row = row("null", "{\"id\":1,\"v\":null,\"p\":{\"x\":1}}", "c");
    assertThat(row.transaction()).isEqualTo("757");
    assertThat(row.place()).isEqualTo(new LogRecord.Place(0, 24717664L, 24717528L));
    assertThat(row.atMicros()).isEqualTo(1795347079308564L);
    assertThat(row.op()).isEqualTo(Op.INSERT);
    assertThat(row.before()).isNull();
    assertThat(row.after()).containsExactly(1L, null, Unavailable.VALUE);
  }

  @Test
  void oldImagesHoldTheKeyOnlyUnlessTheLogHoldsAll() {
    String old = "{\"id\":1,\"v\":null}";
    assertThat(row(old, "null", "d").before())
        .containsExactly(1L, Unavailable.VALUE, Unavailable.VALUE);
    assertThat(row("null", "{\"id\":1,\"v\":\"__gone\"}", "u").before())
        .containsExactly(1L, Unavailable.VALUE, Unavailable.VALUE);
    EnvelopeDecoder full = decoder("postgresql", ReplicaIdentity.FULL);
    LogRecord.Row update =
        (LogRecord.Row)
            decode(full, envelope("{\"id\":1,\"v\":\"big\"}", "{\"id\":1,\"v\":\"__gone\"}", "u"));
    assertThat(update.before()).containsExactly(1L, "big", Unavailable.VALUE);
    assertThat(update.after()).containsExactly(1L, "big", Unavailable.VALUE);
  }

  @Test
  void whatARowMayLackIsNoValueThatDidNotChange() {
    TableId table = new TableId("public", "t");
    Leeway leeway = new Leeway(Leeway.Reading.READ, Set.of("v"), Set.of("w"));
    decoder.allow(Map.of(table, leeway));
    LogRecord.Row renamed = row("null", "{\"id\":1,\"w\":\"new\"}", "u");
    assertThat(renamed.after()).hasSize(3).startsWith(1L);
    assertThat(Objects.requireNonNull(renamed.after())[1]).isInstanceOf(Unreadable.class);
    LogRecord.Row retyped = row("null", "{\"id\":1,\"v\":{\"x\":1}}", "u");
    assertThat(Objects.requireNonNull(retyped.after())[1]).isInstanceOf(Unreadable.class);
    LogRecord.Row unchanged = row("null", "{\"id\":1,\"v\":\"__gone\"}", "u");
    assertThat(Objects.requireNonNull(unchanged.after())[1]).isEqualTo(Unavailable.VALUE);
  }

  @Test
  void veryLongValuesAreInMemoryOnce() {
    String old = "o".repeat(1 << 20);
    String now = "n".repeat(1 << 20);
    EnvelopeDecoder full = decoder("postgresql", ReplicaIdentity.FULL);
    String before = "{\"id\":1,\"v\":\"" + old + "\"}";
    LogRecord.Row both =
        (LogRecord.Row) decode(full, envelope(before, "{\"id\":1,\"v\":\"" + now + "\"}", "u"));
    assertThat(both.before()).containsExactly(1L, Unavailable.VALUE, Unavailable.VALUE);
    assertThat(both.after()).containsExactly(1L, now, Unavailable.VALUE);
    LogRecord.Row unchanged =
        (LogRecord.Row) decode(full, envelope(before, "{\"id\":1,\"v\":\"__gone\"}", "u"));
    assertThat(unchanged.after()).containsExactly(1L, old, Unavailable.VALUE);
    LogRecord.Row gone = (LogRecord.Row) decode(full, envelope(before, "null", "d"));
    assertThat(gone.before()).containsExactly(1L, old, Unavailable.VALUE);
  }

  @Test
  void changedTablesAreProblemsThatNameTheColumnAndNoValue() {
    assertThatThrownBy(() -> row("null", "{\"id\":1,\"v\":\"secret\",\"extra\":1}", "c"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(KafkaProblem.TABLE_CHANGED);
              assertThat(e.problem().what()).contains("extra").doesNotContain("secret");
            });
    assertThatThrownBy(() -> row("null", "{\"id\":1}", "c")).hasMessageContaining("v is missing");
    assertThatThrownBy(() -> row("null", "{\"id\":\"secret\",\"v\":null}", "c"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(KafkaProblem.VALUE_NOT_UNDERSTOOD);
              assertThat(e.problem().render()).contains("t.id").doesNotContain("secret");
            });
  }

  @Test
  void marksOfThisMigrationOnlyAreSeen() {
    String message =
        "{\"op\":\"m\",%s,%s,\"message\":{\"prefix\":\"crossfade\",\"content\":\"%s\"}}";
    LogRecord ours =
        decode(decoder, message.formatted(SOURCE, FIRST, base64("m 7 1700000000000000")));
    assertThat(((LogRecord.Note) ours).mark().number()).isEqualTo(7);
    LogRecord other =
        decode(decoder, message.formatted(SOURCE, FIRST, base64("n 7 1700000000000000")));
    assertThat(((LogRecord.Note) other).mark()).isNull();
    LogRecord tag = decode(decoder, message.formatted(SOURCE, FIRST, base64("m back")));
    assertThat(((LogRecord.Note) tag).origin()).isEqualTo(Origin.WAY_BACK);
    assertThat(((LogRecord.Note) tag).mark()).isNull();
    LogRecord another = decode(decoder, message.formatted(SOURCE, FIRST, base64("n back")));
    assertThat(((LogRecord.Note) another).origin()).isEqualTo(Origin.OTHERS);
    String heartbeat = "{\"op\":\"m\",\"transaction\":null,\"message\":{\"content\":\"eA==\"}}";
    assertThat(decode(decoder, heartbeat)).isInstanceOf(LogRecord.Nothing.class);
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNotUnderstoodIsNeverSkipped() {
    assertThatThrownBy(() -> decode(decoder, "not json")).hasMessageContaining("CF-4032");
    assertThatThrownBy(() -> row("null", "null", "x")).hasMessageContaining("CF-4032");
    String bare = "{\"before\":null,\"after\":{\"id\":1},\"transaction\":null,\"op\":\"c\"}";
    assertThatThrownBy(() -> decode(decoder, bare)).hasMessageContaining("CF-4032");
    assertThat(decoder.decode(null, LogRecord.Half.NONE)).isInstanceOf(LogRecord.Nothing.class);
    assertThat(decode(decoder, "{\"ts_ms\":1}")).isInstanceOf(LogRecord.Nothing.class);
  }

  @Test
  void mariaDbPlacesAreFileAndBeginning() {
    EnvelopeDecoder maria = decoder("mariadb", ReplicaIdentity.KEY);
    String json =
        "{\"before\":null,\"after\":{\"id\":1,\"v\":\"x\",\"g\":2},\"source\":{\"ts_ms\":5,"
            + "\"db\":\"public\",\"table\":\"t\",\"gtid\":\"0-1-27\",\"file\":\"mysql-bin.000012\","
            + "\"pos\":10043,\"row\":1},\"transaction\":{\"id\":\"0-1-27\",\"total_order\":2},"
            + "\"op\":\"c\"}";
    LogRecord.Row row = (LogRecord.Row) decode(maria, json);
    assertThat(row.place()).isEqualTo(new LogRecord.Place(12, 10043, 1));
    assertThat(row.transaction()).isEqualTo("0-1-27");
    assertThat(row.after()).containsExactly(1L, "x", 2L);
    assertThat(decode(maria, "{\"source\":{},\"ddl\":\"alter table t\"}"))
        .isInstanceOf(LogRecord.Definition.class);
  }
}
