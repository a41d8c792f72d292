package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.IntervalValue;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.LogicalType.Array;
import dev.crossfade.core.schema.LogicalType.Date;
import dev.crossfade.core.schema.LogicalType.Decimal;
import dev.crossfade.core.schema.LogicalType.Floating;
import dev.crossfade.core.schema.LogicalType.Int;
import dev.crossfade.core.schema.LogicalType.Timestamp;
import dev.crossfade.core.schema.LogicalType.TimestampTz;
import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Temporals;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every type of PostgreSQL that Crossfade carries, through the log. */
class PostgresTypesTest {

  private static final LogicalType.Text TEXT = LogicalType.Text.UNBOUNDED;
  private static final long INF = Temporals.INFINITY;
  private static final long NEG = Temporals.NEGATIVE_INFINITY;

  /** Type, its logical type, and literals with the values expected of them. */
  private record Sample(String sql, LogicalType type, Object... pairs) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("smallint", new Int(16), "-32768", -32768L),
          new Sample("integer", new Int(32), "2147483647", 2147483647L),
          new Sample("bigint", new Int(64), "-9223372036854775808", Long.MIN_VALUE),
          new Sample(
              "numeric",
              Decimal.UNCONSTRAINED,
              "12345678901234567890.12345678901234567890",
              new BigDecimal("12345678901234567890.12345678901234567890"),
              "1.50",
              new BigDecimal("1.50"),
              "1e100",
              new BigDecimal("1E100").setScale(0),
              "'NaN'",
              SpecialNumber.NAN,
              "'Infinity'",
              SpecialNumber.INFINITY,
              "'-Infinity'",
              SpecialNumber.NEGATIVE_INFINITY),
          new Sample(
              "numeric(12,3)",
              new Decimal(12, 3),
              "-0.001",
              new BigDecimal("-0.001"),
              "7",
              new BigDecimal("7.000")),
          new Sample(
              "real",
              new Floating(32),
              "0.1",
              0.1f,
              "'NaN'",
              Float.NaN,
              "1e-40",
              1e-40f,
              "3.4028235e38",
              Float.MAX_VALUE,
              "'-Infinity'",
              Float.NEGATIVE_INFINITY),
          new Sample(
              "double precision",
              new Floating(64),
              "0.1",
              0.1d,
              "'-0'",
              -0.0d,
              "1.7976931348623157e308",
              Double.MAX_VALUE,
              "5e-324",
              Double.MIN_VALUE,
              "'Infinity'",
              Double.POSITIVE_INFINITY),
          new Sample("char(5)", new LogicalType.FixedText(5), "'ab'", "ab", "'  c'", "  c"),
          new Sample("varchar(10)", new LogicalType.Text(10), "'héé '", "héé "),
          new Sample("text", TEXT, "E'q\"\\\\\\n☃'", "q\"\\\n☃", "''", ""),
          new Sample(
              "bytea",
              new LogicalType.Bytes(),
              "'\\x00ff10'",
              new byte[] {0, -1, 16},
              "''",
              new byte[0]),
          new Sample(
              "date",
              new Date(),
              "'2024-02-29'",
              19782L,
              "'infinity'",
              INF,
              "'-infinity'",
              NEG,
              "'0044-03-15 BC'",
              -735160L,
              "'5874897-12-31'",
              2145042905L,
              "'4713-01-01 BC'",
              -2440550L,
              "'1500-01-01'",
              -171664L),
          new Sample(
              "time",
              new LogicalType.Time(),
              "'23:59:59.999999'",
              86_399_999_999L,
              "'24:00'",
              86_400_000_000L),
          new Sample("time(3)", new LogicalType.Time(), "'12:00:00.123'", 43_200_123_000L),
          new Sample(
              "timestamp",
              new Timestamp(),
              "'2024-02-29 12:34:56.123456'",
              1709210096123456L,
              "'infinity'",
              INF,
              "'-infinity'",
              NEG,
              "'0044-03-15 01:02:03 BC'",
              -63517820277000000L),
          new Sample(
              "timestamp(3)", new Timestamp(), "'2024-02-29 12:34:56.123'", 1709210096123000L),
          new Sample("timestamp(0)", new Timestamp(), "'2024-02-29 12:34:56'", 1709210096000000L),
          new Sample(
              "timestamptz",
              new TimestampTz(),
              "'2024-02-29 12:34:56.123456+02'",
              1709202896123456L,
              "'infinity'",
              INF,
              "'-infinity'",
              NEG,
              "'0044-03-15 01:02:03+00 BC'",
              -63517820277000000L),
          new Sample(
              "timestamptz(0)", new TimestampTz(), "'2024-02-29 12:34:56+00'", 1709210096000000L),
          new Sample(
              "interval",
              new LogicalType.Interval(),
              "'1 year 2 mons 3 days 04:05:06.000007'",
              new IntervalValue(14, 3, 14_706_000_007L),
              "'-1 year -2 days -00:00:01.5'",
              new IntervalValue(-12, -2, -1_500_000L),
              "'-00:00:00.000001'",
              new IntervalValue(0, 0, -1L),
              "'1 mon -1 day'",
              new IntervalValue(1, -1, 0)),
          new Sample(
              "uuid",
              new LogicalType.Uuid(),
              "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
              UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
          new Sample(
              "json",
              new LogicalType.Json(),
              "'{\"a\": 1, \"a\":2.50}'",
              "{\"a\": 1, \"a\":2.50}",
              "'null'",
              "null"),
          new Sample(
              "jsonb",
              new LogicalType.Json(),
              "'{\"b\":[1,null,1.10]}'",
              "{\"b\": [1, null, 1.10]}"),
          new Sample(
              "cf_mood",
              new LogicalType.Enumeration("cf_mood", List.of("sad", "so happy")),
              "'so happy'",
              "so happy"),
          new Sample("boolean", new LogicalType.Bool(), "true", true, "false", false),
          new Sample("inet", TEXT, "'10.0.0.1'", "10.0.0.1"),
          new Sample("cf_amount", new Decimal(10, 2), "12.3", new BigDecimal("12.30")),
          new Sample(
              "integer[]",
              new Array(new Int(32)),
              "'{1,NULL,-3}'",
              Arrays.asList(1L, null, -3L),
              "'{}'",
              List.of()),
          new Sample("smallint[]", new Array(new Int(16)), "'{7}'", List.of(7L)),
          new Sample(
              "text[]",
              new Array(TEXT),
              "array['a', NULL, '', 'q\",{}']",
              Arrays.asList("a", null, "", "q\",{}")),
          new Sample(
              "char(3)[]",
              new Array(new LogicalType.FixedText(3)),
              "'{a,bcd}'",
              List.of("a", "bcd")),
          new Sample(
              "numeric[]",
              new Array(Decimal.UNCONSTRAINED),
              "'{1.10,2}'",
              List.of(new BigDecimal("1.10"), new BigDecimal("2"))),
          new Sample(
              "date[]",
              new Array(new Date()),
              "'{2024-01-01,infinity,-infinity}'",
              List.of(19723L, INF, NEG)),
          new Sample(
              "timestamp[]",
              new Array(new Timestamp()),
              "'{2024-01-01 01:02:03.5,infinity,-infinity}'",
              List.of(1704070923500000L, INF, NEG)),
          new Sample(
              "timestamptz[]",
              new Array(new TimestampTz()),
              "'{2024-01-01 01:02:03.000001+00,infinity,-infinity}'",
              List.of(1704070923000001L, INF, NEG)),
          new Sample(
              "boolean[]",
              new Array(new LogicalType.Bool()),
              "'{t,NULL,f}'",
              Arrays.asList(true, null, false)),
          new Sample(
              "double precision[]",
              new Array(new Floating(64)),
              "'{0.1,NaN,Infinity}'",
              List.of(0.1, Double.NaN, Double.POSITIVE_INFINITY)),
          new Sample("real[]", new Array(new Floating(32)), "'{0.1}'", List.of(0.1f)),
          new Sample(
              "uuid[]",
              new Array(new LogicalType.Uuid()),
              "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'",
              List.of(UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"))),
          new Sample(
              "cf_mood[]",
              new Array(new LogicalType.Enumeration("cf_mood", List.of())),
              "'{sad,\"so happy\"}'",
              List.of("sad", "so happy")),
          new Sample(
              "jsonb[]",
              new Array(new LogicalType.Json()),
              "array['{\"a\": 1}']::jsonb[]",
              List.of("{\"a\": 1}")));

  @Test
  void everyTypeArrivesAsItsValue() throws Exception {
    String name = Services.fresh("types");
    Services.run(
        Services.postgres(),
        "CREATE TYPE cf_mood AS ENUM ('sad', 'so happy')",
        "CREATE DOMAIN cf_amount AS numeric(10,2)");
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("id", new Int(64)).notNull());
    columns.add(new Column("twice", new Int(64), true, "bigint", true));
    StringBuilder ddl =
        new StringBuilder(
            "CREATE TABLE "
                + name
                + "(id bigint PRIMARY KEY,"
                + " twice bigint GENERATED ALWAYS AS (id * 2) STORED, p point");
    for (int i = 0; i < SAMPLES.size(); i++) {
      ddl.append(", c").append(i).append(' ').append(SAMPLES.get(i).sql());
      columns.add(new Column("c" + i, SAMPLES.get(i).type(), true, SAMPLES.get(i).sql(), false));
    }
    Services.run(Services.postgres(), ddl.append(')').toString());
    TableSchema plain = TableSchema.of(new TableId("public", name), columns, List.of("id"));
    TableSchema schema =
        new TableSchema(
            plain.id(), columns, plain.key(), plain.replicaIdentity(), List.of("p point"), -1, -1);
    CaptureRequest request = PostgresSourceFixture.prepare(name, List.of(schema));
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "crm")) {
      capture.ensure(request);
      insert(name);
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      compare(drain);
      capture.remove();
    }
  }

  private static int longest() {
    return SAMPLES.stream().mapToInt(s -> s.pairs().length / 2).max().orElseThrow();
  }

  /** One row of NULLs, then rows with the first, second and further literals of each type. */
  private static void insert(String name) throws Exception {
    List<String> statements = new ArrayList<>();
    statements.add("INSERT INTO " + name + "(id, p) VALUES (0, '(1,2)')");
    for (int row = 0; row < longest(); row++) {
      StringBuilder names = new StringBuilder("id");
      StringBuilder values = new StringBuilder(Integer.toString(row + 1));
      for (int i = 0; i < SAMPLES.size(); i++) {
        if (row * 2 < SAMPLES.get(i).pairs().length) {
          names.append(", c").append(i);
          values.append(", ").append(SAMPLES.get(i).pairs()[row * 2]);
        }
      }
      statements.add("INSERT INTO " + name + "(" + names + ") VALUES (" + values + ")");
    }
    statements.add(PostgresSourceFixture.mark(name, 1));
    Services.run(Services.postgres(), statements.toArray(String[]::new));
  }

  private static void compare(Drain drain) {
    assertThat(drain.applied()).hasSize(longest() + 1);
    for (int row = -1; row < longest(); row++) {
      Object[] after = drain.applied().get(row + 1).after();
      assertThat(after[0]).isEqualTo((long) row + 1);
      assertThat(after[1]).isEqualTo(Unavailable.VALUE);
      for (int i = 0; i < SAMPLES.size(); i++) {
        Object[] pairs = SAMPLES.get(i).pairs();
        Object expected = row >= 0 && row * 2 < pairs.length ? pairs[row * 2 + 1] : null;
        assertThat(after[i + 2]).as("%s, row %d", SAMPLES.get(i).sql(), row).isEqualTo(expected);
      }
    }
  }
}
