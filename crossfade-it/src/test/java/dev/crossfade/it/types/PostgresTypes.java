package dev.crossfade.it.types;

import static dev.crossfade.it.types.Col.exact;
import static dev.crossfade.it.types.Col.of;

import java.util.List;

/** What a PostgreSQL source can hold. */
final class PostgresTypes {

  private static final String HEX_TEXT =
      "(select string_agg(md5(i::text || '%s'), '') from generate_series(1, %d) i)";

  private PostgresTypes() {}

  static final List<String> PREPARATION =
      List.of(
          "create extension citext",
          "create extension hstore",
          "create type mood as enum ('sad', 'so happy', 'it''s', 'Größe', 'Sad', 'last')",
          "create domain amount as numeric(10,2) check (value > -100)",
          "create domain big_amount as amount",
          "create domain words as text[]",
          "create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
          "create type pair as (a int, b text)");

  private static final Family NUMBERS =
      Family.of(
          "pg_numbers",
          exact("small", "smallint", "-32768", "32767", "0"),
          exact("plain", "integer", "-2147483648", "2147483647", "0"),
          exact("big", "bigint", "-9223372036854775808", "9223372036854775807", "0"),
          exact(
              "bounded",
              "numeric(38,10)",
              "9999999999999999999999999999.9999999999",
              "-0.0000000001",
              "0",
              "'NaN'",
              "1.5"),
          exact("whole", "numeric(5,0)", "-99999", "7"),
          exact("rounded", "numeric(4,-2)", "123400", "-100"),
          exact("tiny", "numeric(2,5)", "0.00012", "-0.00099"),
          exact(
              "free",
              "numeric",
              "repeat('9', 200)::numeric",
              "('-0.' || repeat('123456789', 22))::numeric",
              "'NaN'",
              "'Infinity'",
              "'-Infinity'",
              "1.50",
              "1e-50",
              "1e100",
              "0.000"),
          of(
              "single",
              "real",
              Form.FLOAT,
              "1.1",
              "'NaN'",
              "'Infinity'",
              "'-Infinity'",
              "'-0'",
              "3.4028235e38",
              "1e-45",
              "16777217",
              "0.1"),
          of(
              "twofold",
              "double precision",
              Form.DOUBLE,
              "0.1",
              "'NaN'",
              "'Infinity'",
              "'-Infinity'",
              "'-0'",
              "1.7976931348623157e308",
              "5e-324",
              "123456789.12345679",
              "9007199254740993"),
          exact("flag", "boolean", "true", "false"),
          exact("domained", "amount", "12.3", "-99.99"),
          exact("twice_domained", "big_amount", "0.01"));

  private static final Family TEXTS =
      Family.of(
          "pg_texts",
          exact(
              "free",
              "text",
              "''",
              "E'tab\\t\\r\\nend\\n'",
              "U&'\\+01F600 e\\0301 \\200F\\05D0 \\200B \\FEFF \\FFFE \\E000 \\+10FFFF'",
              "E'back\\\\slash \\\\N \"quoted\" ''single'' $$ {} %'",
              "'__debezium_unavailable_value'",
              "'  spaces  '",
              "E'\\x01\\x1f\\x7f'",
              "'null'"),
          exact("bounded", "varchar(10)", "repeat(U&'\\+01F600', 10)", "'abc   '", "''"),
          exact("unbounded", "varchar", "'v'", "''"),
          of("fixed", "char(5)", Form.PADDED, "'ab'", "''", "'é  é'", "' a'"),
          exact("nonpadded", "bpchar", "'ab  '", "''"),
          exact("caseless", "citext", "'MiXed'", "''"),
          exact("markup", "xml", "'<a b=\"1\">é &amp; <![CDATA[x]]></a>'", "'text only'"),
          exact("host", "inet", "'10.0.0.1/8'", "'::1'", "'192.168.0.1'"),
          exact("net", "cidr", "'10.0.0.0/8'", "'2001:db8::/32'", "'10.1.2.3'"),
          exact("card", "macaddr", "'08:00:2b:01:02:03'"),
          exact("card8", "macaddr8", "'08:00:2b:01:02:03:04:05'"),
          exact("collated", "text collate ci", "'ÀB'", "'àb'"),
          exact(
              "id8", "uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "'" + "0".repeat(32) + "'"),
          exact("feels", "mood", "'sad'", "'so happy'", "'it''s'", "'Größe'", "'Sad'"));

  private static final Family DOCUMENTS =
      Family.of(
          "pg_documents",
          of(
              "spelled",
              "json",
              Form.JSON,
              "'{\"a\": 1, \"a\":2.50, \"b\" : [ ]}'",
              "'1e3'",
              "'\"\\u00e9\\n\\ud83d\\ude00\"'",
              "' null '",
              "'[1.0, 1e-7, -0, 123456789012345678901234567890.123456789]'",
              "'{}'"),
          of(
              "binary_form",
              "jsonb",
              Form.JSON,
              "'{\"b\":[1,null,1.10,{\"é\":\"\"}], \"a\":0.0}'",
              "'null'",
              "'\"\"'",
              "'[-0.0, 1e400, 0.1, 100000000000000000000000000000000]'",
              "'{\"\":{}}'",
              "'true'"),
          of(
              "bytes",
              "bytea",
              Form.EXACT,
              "'\\x'",
              "'\\x00'",
              "'\\xdeadbeef00ff5c27'",
              "decode(repeat('00ff', 5000), 'hex')"));

  private static final Family TIMES =
      Family.of(
          "pg_times",
          exact(
              "day",
              "date",
              "'infinity'",
              "'-infinity'",
              "'0044-03-15 BC'",
              "'9999-12-31'",
              "'0001-01-01'",
              "'4713-01-01 BC'",
              "'5874897-12-31'",
              "'1582-10-10'",
              "'1969-12-31'",
              "'1970-01-01'"),
          exact("clock", "time", "'00:00'", "'24:00:00'", "'23:59:59.999999'", "'12:00:00.1'"),
          exact("clock3", "time(3)", "'12:34:56.789'"),
          exact(
              "wall",
              "timestamp",
              "'infinity'",
              "'-infinity'",
              "'0044-03-15 12:00:00.000001 BC'",
              "'9999-12-31 23:59:59.999999'",
              "'2026-03-29 02:30:00'",
              "'2026-03-08 02:30:00.123456'",
              "'1582-10-10 00:00:01'",
              "'1969-12-31 23:59:59.999999'",
              "'294246-12-31 23:59:59.999999'",
              "'4713-01-01 00:00:00 BC'"),
          exact("wall3", "timestamp(3)", "'2026-01-01 00:00:00.123'"),
          exact(
              "moment",
              "timestamptz",
              "'infinity'",
              "'-infinity'",
              "'2026-10-25 00:30:00+00'",
              "'2026-10-25 01:30:00.000001+00'",
              "'2026-11-01 05:30:00+00'",
              "'1883-11-18 12:00:00+00'",
              "'0044-03-15 12:00:00.000001+00 BC'",
              "'9999-12-31 23:59:59.999999+00'",
              "'4713-01-01 00:00:00+00 BC'",
              "'1969-12-31 23:59:59.999999+00'"),
          exact("moment0", "timestamptz(0)", "'2026-10-25 00:30:00+05:45'"),
          exact(
              "span",
              "interval",
              "'1 year 2 mons -3 days 04:05:06.000007'",
              "'-1 mons'",
              "'00:00:00.000001'",
              "'-00:00:00.5'",
              "'178000000 years'",
              "'-178000000 years'",
              "'2147483647:59:59.999999'",
              "'0'",
              "'1 mon -1 day'"));

  private static final Family ARRAYS =
      Family.of(
          "pg_arrays",
          exact("shorts", "smallint[]", "'{7,NULL,-32768}'", "'{}'"),
          exact("ints", "integer[]", "'{1,NULL,-3}'", "'{}'"),
          exact("longs", "bigint[]", "'{9223372036854775807}'"),
          exact(
              "texts",
              "text[]",
              "array['a', NULL, '', 'q\",{}', E'back\\\\slash', 'NULL', ' x ', U&'\\+01F600']",
              "'{}'"),
          exact("bounded", "varchar(5)[]", "'{ab,NULL,\"\"}'"),
          exact("fixed", "char(3)[]", "'{a,bcd}'"),
          exact("numbers", "numeric(10,2)[]", "'{1.10,NULL,-2.00}'"),
          exact("free", "numeric[]", "'{1.10,2,1e30}'"),
          of("singles", "real[]", Form.EXACT, "'{0.1,NaN,-Infinity}'"),
          exact("doubles", "double precision[]", "'{0.1,NaN,Infinity,5e-324}'"),
          exact("flags", "boolean[]", "'{t,NULL,f}'"),
          exact("days", "date[]", "'{2024-01-01,infinity,-infinity,NULL}'"),
          exact("walls", "timestamp[]", "'{2024-01-01 01:02:03.5,infinity,-infinity}'"),
          exact(
              "moments",
              "timestamptz[]",
              "'{2024-01-01 01:02:03.000001+00,infinity,-infinity}'",
              "'{2026-10-25 00:30:00+00,NULL}'"),
          exact("ids", "uuid[]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,NULL}'"),
          exact("moods", "mood[]", "'{sad,\"so happy\",it''s}'"),
          exact("documents", "jsonb[]", "array['{\"a\": 1}', null, '\"x\"']::jsonb[]"));

  private static final Family WIDE =
      Family.of(
          "pg_wide",
          exact("prose", "text", HEX_TEXT.formatted("a", 32_000), "'short'"),
          of(
              "document",
              "jsonb",
              Form.JSON,
              "jsonb_build_object('t', " + HEX_TEXT.formatted("b", 32_000) + ")",
              "'{}'"),
          exact(
              "bytes",
              "bytea",
              "decode(" + HEX_TEXT.formatted("c", 64_000) + ", 'hex')",
              "'\\x01'"),
          exact("digits", "numeric", "('1' || repeat('1234567', 9000))::numeric", "1"),
          of(
              "spelled",
              "json",
              Form.JSON,
              "json_build_array(" + HEX_TEXT.formatted("d", 1_000) + ")",
              "'[]'"),
          exact("bounded", "varchar(100000)", HEX_TEXT.formatted("e", 1_000)),
          of("fixed", "char(9000)", Form.PADDED, HEX_TEXT.formatted("f", 250)),
          exact("caseless", "citext", HEX_TEXT.formatted("g", 1_000)),
          exact(
              "markup", "xml", "('<a>' || " + HEX_TEXT.formatted("h", 1_000) + " || '</a>')::xml"),
          exact(
              "texts",
              "text[]",
              "(select array_agg(md5(i::text)) from generate_series(1, 1000) i)"),
          exact(
              "longs",
              "bigint[]",
              "(select array_agg(i::bigint * 7919 * 104729) from generate_series(1, 2000) i)"),
          exact(
              "ids",
              "uuid[]",
              "(select array_agg(md5(i::text)::uuid) from generate_series(1, 1000) i)"));

  private static final Family ODD_ARRAYS =
      Family.of(
          "pg_odd_arrays",
          exact("raws", "bytea[]", "array['\\x00ff'::bytea, null, '']"),
          exact("spelled", "json[]", "array['{\"a\": 1}'::json, null]"),
          exact("caseless", "citext[]", "'{MiXed,NULL}'"),
          exact("spoken", "words", "'{ab,NULL}'"));

  static final List<Family> FAMILIES =
      List.of(NUMBERS, TEXTS, DOCUMENTS, TIMES, ARRAYS, ODD_ARRAYS, WIDE);

  /** Columns of types that are not carried: refused by name, the rest of the table goes ahead. */
  static final List<String> REFUSED =
      List.of(
          "bit(3)",
          "varbit(8)",
          "money",
          "timetz",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle",
          "tsvector",
          "tsquery",
          "int4range",
          "int4multirange",
          "hstore",
          "oid",
          "regclass",
          "pg_lsn",
          "\"char\"",
          "jsonpath",
          "pair",
          "name",
          "interval[]",
          "inet[]",
          "point[]",
          "xml[]",
          "time[]",
          "amount[]");
}
