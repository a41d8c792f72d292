package dev.crossfade.server.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows under headings; numbers stand right, everything else left. Not thread-safe. */
public final class TextTable {
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private final List<String> headings;
  private final List<List<Object>> rows = new ArrayList<>();

  private TextTable(List<String> headings) {
    this.headings = headings;
  }

  public static TextTable of(String... headings) {
    return new TextTable(List.of(headings));
  }

  /** Adds a row of texts and numbers. */
  public TextTable row(Object... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(cells.length + " cells under " + headings.size());
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean empty() {
    return rows.isEmpty();
  }

  /** The lines of the table, without trailing blanks. */
  public List<String> lines() {
    int columns = headings.size();
    int[] widths = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> shown(row.get(column)).length()).max().orElse(0);
      widths[i] = Math.max(headings.get(i).length(), widths[i]);
      numeric[i] = !empty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths, numeric));
    rows.forEach(row -> lines.add(line(row, widths, numeric)));
    return lines;
  }

  /** The rows as comma-separated values with a header line; numbers without separators. */
  public List<String> csv() {
    List<String> lines = new ArrayList<>();
    lines.add(commaSeparated(headings));
    rows.forEach(row -> lines.add(commaSeparated(row)));
    return lines;
  }

  private static String shown(Object cell) {
    return cell instanceof Long || cell instanceof Integer
        ? Words.count(((Number) cell).longValue())
        : plain(String.valueOf(cell));
  }

  /** Without characters that steer terminals or turn the direction of writing. */
  public static String plain(String text) {
    return STEERING.matcher(text).replaceAll("\ufffd");
  }

  private static String line(List<?> cells, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = shown(cells.get(i));
      String pad = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : "  ").append(numeric[i] ? pad + cell : cell + pad);
    }
    return line.toString().stripTrailing();
  }

  private static String commaSeparated(List<?> cells) {
    return String.join(",", cells.stream().map(cell -> quoted(String.valueOf(cell))).toList());
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
