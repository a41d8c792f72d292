package dev.crossfade.oracle.check;

import java.util.List;

/**
 * A probe table whose columns both databases write as the same text.
 *
 * @param name at the source
 * @param columns none of them may be NULL
 */
record ProbeTable(String name, List<String> columns) {

  static final List<ProbeTable> ALL =
      List.of(
          new ProbeTable("probe_bank", List.of("id", "balance")),
          new ProbeTable("probe_register", List.of("id", "v")),
          new ProbeTable("probe_counter", List.of("id", "n", "epoch")),
          new ProbeTable("probe_set", List.of("id", "uid")),
          new ProbeTable("probe_writer", List.of("id", "epoch", "seq")));

  /** Count, sum of 64-bit hashes, smallest and largest key. */
  String sums(String table, boolean mariadb) {
    String row = "concat_ws('|', " + String.join(", ", columns) + ")";
    String hash =
        mariadb
            ? "cast(conv(left(md5(" + row + "), 16), 16, 10) as decimal(20))"
            : "((('x' || left(md5("
                + row
                + "), 8))::bit(32)::bigint & 4294967295)::numeric"
                + " * 4294967296 + (('x' || substr(md5("
                + row
                + "), 9, 8))::bit(32)::bigint"
                + " & 4294967295))";
    return "SELECT count(*), coalesce(sum(" + hash + "), 0), min(id), max(id) FROM " + table;
  }
}
