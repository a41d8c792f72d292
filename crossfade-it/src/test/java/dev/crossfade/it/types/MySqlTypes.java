package dev.crossfade.it.types;

import static dev.crossfade.it.types.Col.exact;
import static dev.crossfade.it.types.Col.of;

import dev.crossfade.it.docs.Handbook;
import java.util.List;
import java.util.Map;

/** What a MySQL source can hold, as far as it differs from MariaDB or its values do. */
final class MySqlTypes {

  private MySqlTypes() {}

  private static final Family NUMBERS =
      Family.of(
          "my_numbers",
          exact("tiny", "tinyint", "-128", "127", "0"),
          exact("tiny_unsigned", "tinyint unsigned", "255", "0"),
          of("flag", "tinyint(1)", Form.FLAG, "0", "1"),
          exact("small", "smallint", "-32768", "32767"),
          exact("small_unsigned", "smallint unsigned", "65535"),
          exact("medium", "mediumint", "-8388608", "8388607"),
          exact("medium_unsigned", "mediumint unsigned", "16777215"),
          exact("plain", "int", "-2147483648", "2147483647"),
          exact("plain_unsigned", "int unsigned", "4294967295"),
          exact("big", "bigint", "-9223372036854775808", "9223372036854775807"),
          exact(
              "big_unsigned",
              "bigint unsigned",
              "18446744073709551615",
              "9223372036854775808",
              "0"),
          of("filled", "int(8) zerofill", Form.YEAR, "42", "0"),
          exact(
              "precise",
              "decimal(65,30)",
              "99999999999999999999999999999999999.999999999999999999999999999999",
              "-0.000000000000000000000000000001",
              "0",
              "1.5"),
          exact("whole", "decimal(10,0)", "-9999999999", "7"),
          exact("positive", "decimal(12,2) unsigned", "9999999999.99", "0.01"),
          of(
              "single",
              "float",
              Form.FLOAT,
              "1.1",
              "3.40282e38",
              "-0e0",
              "1e-45",
              "16777217",
              "0.1"),
          of(
              "twofold",
              "double",
              Form.DOUBLE,
              "0.1",
              "1.7976931348623157e308",
              "-0e0",
              "5e-324",
              "123456789.12345679",
              "9007199254740993"),
          of("bit1", "bit(1)", Form.FLAG, "b'0'", "b'1'"),
          of("bits", "bit(9)", Form.HEX, "b'110101010'", "b'0'", "b'1'"),
          of("bits64", "bit(64)", Form.HEX, "18446744073709551615", "1", "256"),
          of("vintage", "year", Form.YEAR, "2024", "1901", "2155", "0"));

  private static final Family TEXTS =
      Family.of(
          "my_texts",
          of("fixed", "char(5)", Form.PADDED, "'ab'", "''", "'é  é'", "'ab  '"),
          exact(
              "bounded",
              "varchar(40)",
              "''",
              "'abc   '",
              "'😀é☃'",
              "'back\\\\slash''\"'",
              "'__debezium_unavailable_value'"),
          exact("western", "varchar(40) character set latin1", "'Käse €'", "'ÿ'", "''"),
          exact("old_utf8", "varchar(40) character set utf8mb3", "'é☃'"),
          exact("wide_units", "varchar(40) character set utf16", "'é😀'"),
          of("fixed_western", "char(5) character set latin1", Form.PADDED, "'ñ'", "''"),
          exact("little", "tinytext", "'t'", "''"),
          exact("prose", "text", "'line\\r\\nend\\n\\t'", "'e\\u0301 é'", "''"),
          exact("prose_western", "text character set latin1", "'Größe'"),
          exact("medium", "mediumtext", "repeat('ab😀', 20000)"),
          exact("huge", "longtext", "repeat('0123456789abcdef', 65536)", "'x'"),
          exact(
              "kind",
              "enum('search','it''s','Größe','a,b','')",
              "'search'",
              "'it''s'",
              "'Größe'",
              "'a,b'",
              "''"),
          exact("several", "set('x','y','é','it''s')", "'x,y'", "''", "'é,it''s'"),
          of(
              "document",
              "json",
              Form.JSON,
              "'{\"a\": 1.0, \"a\": 2, \"b\":[ ]}'",
              "'null'",
              "'[1e3, 0.10, 123456789012345678901234567890.5, \"é😀\"]'",
              "'[1e-5, -2.5e-7, 1e20, 18446744073709551615, 1e15, 12345678.9]'",
              "json_array(0.00001000, 12345678901234567890.5, true, -9223372036854775808)",
              "'\"\"'"));

  private static final Family BYTES =
      Family.of(
          "my_bytes",
          of(
              "fixed",
              "binary(4)",
              Form.HEX,
              "x'0001'",
              "x'00000000'",
              "x'20202020'",
              "x'ff000000'"),
          of("bounded", "varbinary(10)", Form.HEX, "x'00ff'", "''", "x'0000'"),
          of("tiny", "tinyblob", Form.HEX, "x'fffe'", "''"),
          of("plain", "blob", Form.HEX, "x'fffe5c2700'", "''"),
          of("medium", "mediumblob", Form.HEX, "repeat(x'00ff5c27', 20000)"),
          of("huge", "longblob", Form.HEX, "repeat(x'00ff5c27', 262144)", "x'01'"));

  private static final Family TIMES =
      Family.of(
          "my_times",
          of(
              "day",
              "date",
              Form.DATE,
              "'1000-01-01'",
              "'9999-12-31'",
              "'0001-01-01'",
              "'1582-10-10'",
              "'0000-00-00'",
              "'2024-00-10'",
              "'2024-02-29'",
              "'1970-01-01'"),
          of(
              "clock",
              "time",
              Form.FRACTION,
              "'00:00:00'",
              "'-838:59:59'",
              "'838:59:59'",
              "'-00:00:01'",
              "'24:00:00'",
              "'12:00:00'"),
          of(
              "clock6",
              "time(6)",
              Form.FRACTION,
              "'23:59:59.999999'",
              "'-00:00:00.000001'",
              "'838:59:59.999999'",
              "'-12:30:00.5'"),
          of(
              "wall",
              "datetime",
              Form.DATE,
              "'9999-12-31 23:59:59'",
              "'1000-01-01 00:00:00'",
              "'2026-03-29 02:30:00'",
              "'0000-00-00 00:00:00'",
              "'1970-01-01 00:00:00'",
              "'2024-06-00 10:00:00'",
              "'0001-01-01 00:00:00'"),
          of(
              "wall6",
              "datetime(6)",
              Form.DATE,
              "'2024-02-29 12:34:56.123456'",
              "'2026-03-08 02:30:00.000001'",
              "'1582-10-10 00:00:00.5'",
              "'1969-12-31 23:59:59.999999'"),
          of("wall3", "datetime(3)", Form.DATE, "'2024-02-29 12:34:56.120'"),
          of(
              "moment",
              "timestamp null",
              Form.DATE,
              "'2026-10-25 00:30:00'",
              "'2026-10-25 01:30:00'",
              "'2026-11-01 05:30:00'",
              "'1970-01-01 00:00:01'",
              "'0000-00-00 00:00:00'",
              "'2038-01-19 03:14:07'"),
          of(
              "moment6",
              "timestamp(6) null",
              Form.DATE,
              "'2024-02-29 12:34:56.123456'",
              "'2026-03-29 01:30:00.000001'"));

  private static final Family ZEROS = zeros("my_zeros");

  private static Family zeros(String table) {
    return Family.of(
        table,
        of(
            "day",
            "date not null",
            Form.DATE,
            "'0000-00-00'",
            "'2024-00-10'",
            "'2024-02-29'",
            "'1970-01-02'"),
        of(
            "wall",
            "datetime(3) not null",
            Form.DATE,
            "'0000-00-00 00:00:00'",
            "'2024-02-29 12:34:56.120'",
            "'2024-06-00 10:00:00'"),
        of(
            "moment",
            "timestamp not null",
            Form.DATE,
            "'0000-00-00 00:00:00'",
            "'2026-10-25 00:30:00'"));
  }

  static final List<Family> FAMILIES = List.of(NUMBERS, TEXTS, BYTES, TIMES, ZEROS);

  /** Columns of types that are not carried. */
  static final List<String> REFUSED = List.of("geometry", "point", "polygon", "geomcollection");

  /**
   * Tables without key, only appended to, and with columns that the server computes, which are left
   * out.
   */
  static final List<String> OTHERS =
      List.of(
          "create table my_appended (n int, line varchar(40))",
          "insert into my_appended values (1, 'one'), (1, 'one'), (2, null)",
          "create table my_computed (id int primary key, n int,"
              + " twice int generated always as (n * 2) stored,"
              + " thrice int generated always as (n * 3) virtual)",
          "insert into my_computed (id, n) values (1, 1), (2, null), (3, 3)");

  static final List<String> OTHERS_STREAM =
      List.of(
          "insert into my_appended values (3, 'later'), (1, 'one')",
          "update my_computed set n = 7 where id = 1",
          "delete from my_computed where id = 3",
          "insert into my_computed (id, n) values (4, 4)");

  static final Map<String, List<Col>> OTHERS_COLUMNS =
      Map.of(
          "my_appended", List.of(exact("n", "int"), exact("line", "varchar(40)")),
          "my_computed", List.of(exact("id", "int"), exact("n", "int")));

  /** The role of the handbook, without the privilege that it says MySQL does not have. */
  static List<String> role(String user, String quotedPassword) {
    return Handbook.role("MariaDB or MySQL source", user, quotedPassword, "types").stream()
        .map(statement -> statement.replace(" BINLOG MONITOR,", ""))
        .toList();
  }
}
