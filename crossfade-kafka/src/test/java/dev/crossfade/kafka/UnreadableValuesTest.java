package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.LogicalType.Array;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Values that their types cannot express arrive as such and nothing stops. Debezium sends most of
 * them as something else, without a word.
 */
class UnreadableValuesTest {

  private static final String UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";

  private record Sample(String sql, LogicalType type, String literal) {}

  /** Elements of every type that arrays are carried of. */
  private static final List<Sample> ELEMENTS =
      List.of(
          new Sample("smallint", new LogicalType.Int(16), "1"),
          new Sample("int", new LogicalType.Int(32), "1"),
          new Sample("bigint", new LogicalType.Int(64), "1"),
          new Sample("numeric", LogicalType.Decimal.UNCONSTRAINED, "1.5"),
          new Sample("numeric(5,2)", new LogicalType.Decimal(5, 2), "1.5"),
          new Sample("real", new LogicalType.Floating(32), "1"),
          new Sample("double precision", new LogicalType.Floating(64), "1"),
          new Sample("boolean", new LogicalType.Bool(), "t"),
          new Sample("text", LogicalType.Text.UNBOUNDED, "a"),
          new Sample("varchar(3)", new LogicalType.Text(3), "a"),
          new Sample("char(3)", new LogicalType.FixedText(3), "a"),
          new Sample("date", new LogicalType.Date(), "2024-01-01"),
          new Sample("timestamp", new LogicalType.Timestamp(), "2024-01-01"),
          new Sample("timestamptz", new LogicalType.TimestampTz(), "2024-01-01"),
          new Sample("time", new LogicalType.Time(), "10:00"),
          new Sample("uuid", new LogicalType.Uuid(), UUID),
          new Sample("jsonb", new LogicalType.Json(), "1"),
          new Sample("json", new LogicalType.Json(), "1"),
          new Sample("bytea", new LogicalType.Bytes(), "ff"));

  private static List<Sample> postgresSamples() {
    List<Sample> samples = new ArrayList<>();
    for (Sample e : ELEMENTS) {
      String one = e.literal();
      String deep = "'{{%s,%s},{%s,%s}}'".formatted(one, one, one, one);
      samples.add(new Sample(e.sql() + "[]", new Array(e.type()), deep));
      samples.add(new Sample(e.sql() + "[]", new Array(e.type()), "'{{{" + one + "}}}'"));
    }
    LogicalType local = new LogicalType.Timestamp();
    LogicalType instant = new LogicalType.TimestampTz();
    samples.add(new Sample("timestamp", local, "'294247-01-11'"));
    samples.add(new Sample("timestamptz", instant, "'294270-01-01'"));
    samples.add(new Sample("timestamp[]", new Array(local), "'{2024-01-01,294270-01-01}'"));
    samples.add(new Sample("timestamptz[]", new Array(instant), "'{294270-01-01}'"));
    return samples;
  }

  @Test
  void ofPostgres() throws Exception {
    String name = Services.fresh("odd");
    List<Sample> samples = postgresSamples();
    TableSchema schema = create(Services.postgres(), "public", name, samples);
    CaptureRequest request = PostgresSourceFixture.prepare(name, List.of(schema));
    String mark = PostgresSourceFixture.mark(name, 1);
    check(captured(name, Services.postgres(), request, samples, mark), samples);
  }

  @Test
  void ofMariaDb() throws Exception {
    String name = Services.fresh("modd");
    List<Sample> samples = List.of(new Sample("tinyint(1)", new LogicalType.Bool(), "2"));
    TableSchema schema = create(Services.maria(), "shop", name, samples);
    CaptureRequest request = MariaDbSourceFixture.prepare(name, List.of(schema), "null");
    String mark = MariaDbSourceFixture.mark(name, 1);
    check(captured(name, Services.maria(), request, samples, mark), samples);
  }

  /** One row for each sample, with only that value. */
  private static Drain captured(
      String name, DatabaseEndpoint db, CaptureRequest request, List<Sample> samples, String mark)
      throws Exception {
    try (KafkaChangeCapture capture =
        new KafkaChangeCapture(Services.access(), name, request.source())) {
      capture.ensure(request);
      List<String> statements = new ArrayList<>();
      for (int i = 0; i < samples.size(); i++) {
        String literal = samples.get(i).literal();
        statements.add("INSERT INTO %s (id, c%d) VALUES (%d, %s)".formatted(name, i, i, literal));
      }
      statements.add("INSERT INTO " + name + " (id) VALUES (-1)");
      statements.add(mark);
      Services.run(db, statements.toArray(String[]::new));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      capture.remove();
      return drain;
    }
  }

  private static TableSchema create(
      DatabaseEndpoint db, String schema, String name, List<Sample> samples) throws Exception {
    StringBuilder ddl = new StringBuilder("CREATE TABLE " + name + "(id bigint PRIMARY KEY");
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("id", new LogicalType.Int(64)).notNull());
    for (int i = 0; i < samples.size(); i++) {
      ddl.append(", c").append(i).append(' ').append(samples.get(i).sql());
      columns.add(Column.of("c" + i, samples.get(i).type()));
    }
    Services.run(db, ddl.append(')').toString());
    return TableSchema.of(new TableId(schema, name), columns, List.of("id"));
  }

  private static void check(Drain drain, List<Sample> samples) {
    assertThat(drain.applied()).hasSize(samples.size() + 1);
    for (int i = 0; i < samples.size(); i++) {
      Object[] row = drain.applied().get(i).after();
      assertThat(row[0]).isEqualTo((long) i);
      assertThat(row[i + 1]).as(samples.get(i).toString()).isInstanceOf(Unreadable.class);
      row[i + 1] = null;
      assertThat(Arrays.copyOfRange(row, 1, row.length)).containsOnlyNulls();
    }
  }
}
