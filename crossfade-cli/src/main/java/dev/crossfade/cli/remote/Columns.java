package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which fields of a document a table shows.
 *
 * @param paths JSON Pointers without the leading slash; the last part names the column, unless a
 *     name follows after {@code =}
 */
record Columns(List<String> paths) {

  static Columns of(String... paths) {
    return new Columns(List.of(paths));
  }

  List<String> names() {
    return paths.stream().map(path -> path.replaceFirst(".*[/=]", "")).toList();
  }

  List<String> row(JsonNode item) {
    return paths.stream().map(path -> text(item.at("/" + path.replaceFirst("=.*", "")))).toList();
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(part -> parts.add(text(part)));
      return String.join(" ", parts);
    }
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isValueNode() ? value.asText() : value.toString();
  }

  /** Lines of a table, its columns aligned. */
  List<String> table(List<JsonNode> items) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(names().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    items.forEach(item -> rows.add(row(item)));
    int[] widths = new int[paths.size()];
    rows.forEach(row -> widen(widths, row));
    return rows.stream().map(row -> line(widths, row)).toList();
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private static String line(int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }

  /** Lines of a spreadsheet. */
  List<String> csv(List<JsonNode> items) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", names()));
    items.forEach(
        item -> lines.add(String.join(",", row(item).stream().map(Columns::quoted).toList())));
    return lines;
  }

  /** A text that a spreadsheet would take for a formula is made a text. */
  private static String quoted(String text) {
    String safe = text.matches("[=+\\-@\t\r].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\n\r].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }
}
