package dev.crossfade.it.types;

import static dev.crossfade.it.types.Col.exact;
import static dev.crossfade.it.types.Col.of;

import java.util.List;

/**
 * Keys of every kind that a PostgreSQL source can have and that no two rows can share here: no
 * arrays.
 */
final class PostgresKeys {

  private PostgresKeys() {}

  static final List<KeyFamily> ALL =
      List.of(
          new KeyFamily("pg_", exact("ci", "citext", "'a'", "'B'", "'c'", "'D'", "'ee'", "'C'")),
          new KeyFamily(
              "pg_", exact("icu", "text collate ci", "'a'", "'B'", "'ç'", "'D'", "'ee'", "'Ç'")),
          new KeyFamily(
              "pg_", exact("odd", "text", "''", "'a '", "'a'", "E'\\\\''\"'", "'A'", "'é'")),
          new KeyFamily(
              "pg_",
              exact("exactly", "numeric(10,2)", "0", "1.10", "-1", "99999999.99", "2", "3.5")),
          new KeyFamily(
              "pg_", exact("free", "numeric", "0", "1.10", "1e30", "'NaN'", "'-Infinity'", "1e31")),
          new KeyFamily(
              "pg_",
              of(
                  "floats",
                  "float8",
                  Form.DOUBLE,
                  "'-0'",
                  "0.1",
                  "1e300",
                  "'NaN'",
                  "'-Infinity'",
                  "2")),
          new KeyFamily(
              "pg_",
              exact("raw", "bytea", "''", "'\\x00'", "'\\x0000'", "'\\xff'", "'\\x5c'", "'\\x27'")),
          new KeyFamily(
              "pg_",
              exact(
                  "day",
                  "date",
                  "'infinity'",
                  "'-infinity'",
                  "'0044-03-15 BC'",
                  "'1970-01-01'",
                  "'9999-12-31'",
                  "'2026-01-01'")),
          new KeyFamily(
              "pg_",
              exact(
                  "wall",
                  "timestamp",
                  "'infinity'",
                  "'-infinity'",
                  "'0044-03-15 01:00 BC'",
                  "'1970-01-01 00:00:00.000001'",
                  "'9999-12-31'",
                  "'2026-03-29 02:30'")),
          new KeyFamily(
              "pg_",
              exact(
                  "moment",
                  "timestamptz",
                  "'infinity'",
                  "'-infinity'",
                  "'0044-03-15 01:00+00 BC'",
                  "'2026-10-25 00:30+00'",
                  "'2026-10-25 01:30+00'",
                  "'2026-01-01 00:00+00'")),
          new KeyFamily(
              "pg_",
              exact(
                  "clock",
                  "time",
                  "'00:00'",
                  "'24:00'",
                  "'00:00:00.000001'",
                  "'12:00'",
                  "'13:00'",
                  "'14:00'")),
          new KeyFamily(
              "pg_",
              exact(
                  "span",
                  "interval",
                  "'0'",
                  "'-00:00:01'",
                  "'1 mon'",
                  "'-1 day 00:00:01'",
                  "'2 mons'",
                  "'3 mons'")),
          new KeyFamily(
              "pg_",
              exact(
                  "feels", "mood", "'Sad'", "'sad'", "'so happy'", "'it''s'", "'Größe'", "'last'")),
          new KeyFamily(
              "pg_",
              exact(
                  "host",
                  "inet",
                  "'10.0.0.1'",
                  "'10.0.0.1/8'",
                  "'::1'",
                  "'10.0.0.2'",
                  "'1.1.1.1'",
                  "'::2'")),
          new KeyFamily(
              "pg_",
              of("fixed", "char(5)", Form.PADDED, "'a'", "''", "'b'", "'é'", "'A'", "'  x'")),
          new KeyFamily(
              "pg_", exact("id8", "uuid", uuid(0), uuid(1), uuid(2), uuid(3), uuid(4), uuid(15))));

  private static String uuid(int digit) {
    return "'" + Integer.toHexString(digit).repeat(32) + "'";
  }
}
