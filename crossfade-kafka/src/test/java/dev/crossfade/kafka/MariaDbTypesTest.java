package dev.crossfade.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.LogicalType.Bool;
import dev.crossfade.core.schema.LogicalType.Bytes;
import dev.crossfade.core.schema.LogicalType.Date;
import dev.crossfade.core.schema.LogicalType.Decimal;
import dev.crossfade.core.schema.LogicalType.Floating;
import dev.crossfade.core.schema.LogicalType.Int;
import dev.crossfade.core.schema.LogicalType.Timestamp;
import dev.crossfade.core.schema.LogicalType.TimestampTz;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every type of MariaDB that Crossfade carries, through the log. */
class MariaDbTypesTest {

  private static final LogicalType.Text TEXT = LogicalType.Text.UNBOUNDED;

  private record Sample(String sql, LogicalType type, String literal, Object value) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("tinyint", new Int(16), "-128", -128L),
          new Sample("tinyint unsigned", new Int(16), "255", 255L),
          new Sample("tinyint(1)", new Bool(), "1", true),
          new Sample("boolean", new Bool(), "0", false),
          new Sample("smallint unsigned", new Int(32), "65535", 65535L),
          new Sample("mediumint", new Int(32), "-8388608", -8388608L),
          new Sample("int unsigned", new Int(64), "4294967295", 4294967295L),
          new Sample("bigint", new Int(64), "-9223372036854775808", Long.MIN_VALUE),
          new Sample(
              "bigint unsigned",
              new LogicalType.UInt64(),
              "18446744073709551615",
              new BigInteger("18446744073709551615")),
          new Sample("bigint unsigned", new LogicalType.UInt64(), "7", BigInteger.valueOf(7)),
          new Sample("float", new Floating(32), "0.1", 0.1f),
          new Sample("double", new Floating(64), "0.1", 0.1d),
          new Sample(
              "decimal(20,5)", new Decimal(20, 5), "-12345.67890", new BigDecimal("-12345.67890")),
          new Sample("char(5)", new LogicalType.FixedText(5), "'ab '", "ab"),
          new Sample("varchar(20)", new LogicalType.Text(20), "'hé '", "hé "),
          new Sample("varchar(10) character set latin1", new LogicalType.Text(10), "'é'", "é"),
          new Sample("binary(4)", new Bytes(), "x'0001'", new byte[] {0, 1, 0, 0}),
          new Sample("varbinary(10)", new Bytes(), "x'00ff'", new byte[] {0, -1}),
          new Sample("blob", new Bytes(), "x'fffe'", new byte[] {-1, -2}),
          new Sample("text", TEXT, "'☃'", "☃"),
          new Sample("longtext", TEXT, "''", ""),
          new Sample("date", new Date(), "'2024-02-29'", 19782L),
          new Sample("date", new Date(), "'1000-01-01'", -354285L),
          new Sample("time", new LogicalType.Time(), "'12:00:00'", 43_200_000_000L),
          new Sample("time(6)", new LogicalType.Time(), "'23:59:59.999999'", 86_399_999_999L),
          new Sample("datetime", new Timestamp(), "'9999-12-31 23:59:59'", 253402300799000000L),
          new Sample(
              "datetime(6)", new Timestamp(), "'2024-02-29 12:34:56.123456'", 1709210096123456L),
          new Sample(
              "timestamp(6) NULL",
              new TimestampTz(),
              "'2024-02-29 12:34:56.123456'",
              1709202896123456L),
          new Sample("year", new Int(32), "2024", 2024L),
          new Sample(
              "enum('a','b c')",
              new LogicalType.Enumeration("e", List.of("a", "b c")),
              "'b c'",
              "b c"),
          new Sample("set('x','y')", TEXT, "'x,y'", "x,y"),
          new Sample("json", new LogicalType.Json(), "'{\"a\": 1.0}'", "{\"a\": 1.0}"),
          new Sample("bit(1)", new Bool(), "b'1'", true),
          new Sample("bit(9)", new Bytes(), "b'110101010'", new byte[] {1, (byte) 0xaa}),
          new Sample(
              "uuid",
              new LogicalType.Uuid(),
              "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'",
              UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")));

  @Test
  void everyTypeArrivesAsItsValue() throws Exception {
    String name = Services.fresh("mtypes");
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("id", new Int(64)).notNull());
    columns.add(new Column("twice", new Int(64), true, "bigint", true));
    StringBuilder ddl =
        new StringBuilder(
            "CREATE TABLE "
                + name
                + "(id bigint PRIMARY KEY, twice bigint GENERATED ALWAYS AS (id * 2) STORED");
    StringBuilder values = new StringBuilder("1, default");
    for (int i = 0; i < SAMPLES.size(); i++) {
      Sample sample = SAMPLES.get(i);
      ddl.append(", c").append(i).append(' ').append(sample.sql());
      columns.add(new Column("c" + i, sample.type(), true, sample.sql(), false));
      values.append(", ").append(sample.literal());
    }
    Services.run(Services.maria(), ddl.append(')').toString());
    TableSchema schema = TableSchema.of(new TableId("shop", name), columns, List.of("id"));
    Drain drain =
        captured(
            name,
            schema,
            "null",
            "SET time_zone = '+02:00'",
            "INSERT INTO " + name + " VALUES (" + values + ")",
            "INSERT INTO " + name + "(id) VALUES (2)");
    Object[] first = drain.applied().get(0).after();
    Object[] second = drain.applied().get(1).after();
    assertThat(first[1]).isEqualTo(2L);
    for (int i = 0; i < SAMPLES.size(); i++) {
      assertThat(first[i + 2]).as(SAMPLES.get(i).sql()).isEqualTo(SAMPLES.get(i).value());
      assertThat(second[i + 2]).as(SAMPLES.get(i).sql()).isNull();
    }
  }

  @Test
  void zeroDatesFollowThePolicy() throws Exception {
    for (String policy : List.of("null", "epoch")) {
      String name = Services.fresh("zero");
      Services.run(
          Services.maria(),
          "CREATE TABLE "
              + name
              + "(id bigint PRIMARY KEY, d date, dn date NOT NULL,"
              + " t datetime, tn datetime NOT NULL, s timestamp NULL)");
      TableSchema schema =
          TableSchema.of(
              new TableId("shop", name),
              List.of(
                  Column.of("id", new Int(64)).notNull(),
                  Column.of("d", new Date()),
                  Column.of("dn", new Date()).notNull(),
                  Column.of("t", new Timestamp()),
                  Column.of("tn", new Timestamp()).notNull(),
                  Column.of("s", new TimestampTz())),
              List.of("id"));
      Drain drain =
          captured(
              name,
              schema,
              policy,
              "SET sql_mode = ''",
              "INSERT INTO "
                  + name
                  + " VALUES (1, '0000-00-00', '0000-00-00', '0000-00-00',"
                  + " '0000-00-00', '0000-00-00')",
              "INSERT INTO "
                  + name
                  + " VALUES (2, '2024-00-00', '2024-02-29', '1970-01-01',"
                  + " '1970-01-02', '2024-02-29 00:00:00')");
      Object missing = policy.equals("epoch") ? 0L : null;
      assertThat(drain.applied().get(0).after())
          .containsExactly(1L, null, missing, null, missing, null);
      assertThat(drain.applied().get(1).after())
          .containsExactly(2L, null, 19782L, 0L, 86_400_000_000L, 1709164800000000L);
    }
  }

  /** The preflight relies on it: only a constant that is no zero date hides zero dates. */
  @Test
  void zeroDatesAreHiddenByAConstantDefault() throws Exception {
    String name = Services.fresh("hidden");
    Services.run(
        Services.maria(),
        "SET sql_mode = ''",
        "CREATE TABLE "
            + name
            + "(id bigint PRIMARY KEY, zero date NOT NULL DEFAULT '0000-00-00',"
            + " constant date NOT NULL DEFAULT '2020-02-02',"
            + " moment datetime NOT NULL DEFAULT '2020-02-02 01:02:03',"
            + " now timestamp NOT NULL DEFAULT current_timestamp())");
    TableSchema schema =
        TableSchema.of(
            new TableId("shop", name),
            List.of(
                Column.of("id", new Int(64)).notNull(),
                Column.of("zero", new Date()).notNull(),
                Column.of("constant", new Date()).notNull(),
                Column.of("moment", new Timestamp()).notNull(),
                Column.of("now", new TimestampTz()).notNull()),
            List.of("id"));
    Drain drain =
        captured(
            name,
            schema,
            "epoch",
            "SET sql_mode = ''",
            "INSERT INTO " + name + " VALUES (1, 0, 0, 0, 0)");
    assertThat(drain.applied().get(0).after())
        .containsExactly(1L, 0L, 18294L, 1580605323000000L, 0L);
  }

  private static Drain captured(
      String name, TableSchema schema, String zeroDates, String... statements) throws Exception {
    CaptureRequest request = MariaDbSourceFixture.prepare(name, List.of(schema), zeroDates);
    try (KafkaChangeCapture capture = new KafkaChangeCapture(Services.access(), name, "ads")) {
      capture.ensure(request);
      Services.run(Services.maria(), statements);
      Services.run(Services.maria(), MariaDbSourceFixture.mark(name, 1));
      Drain drain = new Drain();
      try (ChangeStream stream = capture.openStream()) {
        stream.seek(stream.beginning());
        drain.untilMark(stream, 1);
      }
      capture.remove();
      return drain;
    }
  }
}
