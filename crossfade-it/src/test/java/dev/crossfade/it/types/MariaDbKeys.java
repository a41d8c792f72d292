package dev.crossfade.it.types;

import static dev.crossfade.it.types.Col.exact;
import static dev.crossfade.it.types.Col.of;

import java.util.List;

/** Keys of every kind that a MariaDB source can have. */
final class MariaDbKeys {

  private MariaDbKeys() {}

  static final List<KeyFamily> ALL =
      List.of(
          new KeyFamily(
              "my_",
              exact(
                  "unsigned_",
                  "bigint unsigned",
                  "0",
                  "18446744073709551615",
                  "9223372036854775808",
                  "5",
                  "6",
                  "7")),
          new KeyFamily(
              "my_",
              exact(
                  "ci",
                  "varchar(20) collate utf8mb4_general_ci",
                  "'a'",
                  "'B'",
                  "'ç'",
                  "'D'",
                  "'ee'",
                  "'Ç'")),
          new KeyFamily(
              "my_",
              exact(
                  "bin",
                  "varchar(20) collate utf8mb4_bin",
                  "'a'",
                  "'A'",
                  "''",
                  "'é'",
                  "'''\"'",
                  "'z'")),
          new KeyFamily(
              "my_",
              exact(
                  "western",
                  "varchar(20) character set latin1",
                  "'é'",
                  "'b'",
                  "'c'",
                  "'ÿ'",
                  "''",
                  "'€'")),
          new KeyFamily(
              "my_",
              of("fixed", "char(5)", Form.PADDED, "'a'", "''", "'b'", "'é'", "'d'", "'  x'")),
          new KeyFamily(
              "my_",
              exact(
                  "kind",
                  "enum('z','a','it''s','Größe','m','n')",
                  "'z'",
                  "'a'",
                  "'it''s'",
                  "'Größe'",
                  "'m'",
                  "'n'")),
          new KeyFamily(
              "my_",
              exact(
                  "several", "set('x','y','a')", "'x'", "''", "'x,y'", "'a'", "'y,a'", "'x,y,a'")),
          new KeyFamily(
              "my_",
              of(
                  "raw",
                  "binary(4)",
                  Form.HEX,
                  "x'00000000'",
                  "x'00000001'",
                  "x'ff000000'",
                  "x'5c000000'",
                  "x'27000000'",
                  "x'20202020'")),
          new KeyFamily(
              "my_",
              of(
                  "varraw",
                  "varbinary(4)",
                  Form.HEX,
                  "''",
                  "x'00'",
                  "x'0000'",
                  "x'5c'",
                  "x'27'",
                  "x'20'")),
          new KeyFamily(
              "my_", exact("id16", "uuid", uuid(0), uuid(1), uuid(2), uuid(3), uuid(4), uuid(15))),
          new KeyFamily(
              "my_",
              of(
                  "day",
                  "date",
                  Form.DATE,
                  "'1000-01-01'",
                  "'9999-12-31'",
                  "'1969-12-31'",
                  "'2024-02-29'",
                  "'2026-01-01'",
                  "'2026-01-02'")),
          new KeyFamily(
              "my_",
              of(
                  "wall",
                  "datetime(6)",
                  Form.DATE,
                  "'1000-01-01'",
                  "'9999-12-31 23:59:59.999999'",
                  "'1969-12-31 23:59:59.000001'",
                  "'2026-03-29 02:30:00'",
                  "'2026-01-01'",
                  "'2026-01-02'")),
          new KeyFamily(
              "my_",
              of(
                  "moment",
                  "timestamp(6)",
                  Form.DATE,
                  "'2026-10-25 00:30:00'",
                  "'2026-10-25 01:30:00'",
                  "'1970-01-01 00:00:01'",
                  "'2026-03-29 02:30:00.000001'",
                  "'2026-01-01'",
                  "'2026-01-02'")),
          new KeyFamily(
              "my_",
              of(
                  "clock",
                  "time(3)",
                  Form.FRACTION,
                  "'-838:59:59'",
                  "'838:59:59'",
                  "'00:00:00'",
                  "'-00:00:00.001'",
                  "'12:00:00'",
                  "'13:00:00'")),
          new KeyFamily(
              "my_",
              exact(
                  "exactly",
                  "decimal(30,10)",
                  "0",
                  "-1.1",
                  "12345678901234567890.0123456789",
                  "2",
                  "3",
                  "4")),
          new KeyFamily(
              "my_", of("floats", "double", Form.DOUBLE, "0", "0.1", "-1e300", "5e-324", "3", "4")),
          new KeyFamily(
              "my_",
              of(
                  "bits",
                  "bit(12)",
                  Form.HEX,
                  "b'0'",
                  "b'1'",
                  "b'100000000'",
                  "b'111111111111'",
                  "b'10'",
                  "b'11'")),
          new KeyFamily(
              "my_",
              of("vintage", "year", Form.YEAR, "1901", "2155", "2000", "2001", "2002", "2003")));

  /** Those that MySQL can have as well. */
  static final List<KeyFamily> MYSQL =
      ALL.stream().filter(f -> !f.column().type().equals("uuid")).toList();

  private static String uuid(int digit) {
    return "'" + (Integer.toHexString(digit).repeat(8) + "-4444-4444-4444-444444444444") + "'";
  }
}
