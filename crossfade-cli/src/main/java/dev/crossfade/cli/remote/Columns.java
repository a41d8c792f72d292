package dev.crossfade.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which fields of a document a table shows.
 *
 * @param paths JSON Pointers without the leading slash; the last part names the column, unless a
 *     name follows after {@code =}
 */
public record Columns(List<String> paths) {

  /** These, by their paths. */
  public static Columns of(String... paths) {
    return new Columns(List.of(paths));
  }

  /** What the columns are called. */
  public List<String> names() {
    return paths.stream().map(path -> path.replaceFirst(".*[/=]", "")).toList();
  }

  /** What they hold of a document. */
  public List<String> row(JsonNode item) {
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

  /** Those that were asked for: by their names, or by paths into the document. */
  public Columns choose(List<String> wanted, List<JsonNode> items) {
    return new Columns(wanted.stream().map(name -> chosen(name, items)).toList());
  }

  private String chosen(String wanted, List<JsonNode> items) {
    for (int i = 0; i < paths.size(); i++) {
      if (names().get(i).equalsIgnoreCase(wanted)) {
        return paths.get(i);
      }
    }
    String path = wanted.replaceFirst("=.*", "");
    boolean there = items.stream().anyMatch(item -> !item.at("/" + path).isMissingNode());
    if (!there && !items.isEmpty()) {
      throw Problem.of(
              ClientProblem.NO_COLUMN,
              "there is no column " + wanted,
              "the columns are " + String.join(", ", names()),
              "name some of them, or paths into the JSON such as owner/name")
          .raise();
    }
    return wanted;
  }

  /** Whether the first line names the columns. */
  public enum Header {
    /** It does. */
    NAMES,
    /** There is no such line. */
    NONE
  }

  /** Lines of a table, its columns aligned. */
  public List<String> table(List<JsonNode> items, Header header) {
    List<List<String>> rows = new ArrayList<>();
    if (header == Header.NAMES) {
      rows.add(names().stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
    }
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
  public List<String> csv(List<JsonNode> items, Header header) {
    List<String> lines = new ArrayList<>();
    if (header == Header.NAMES) {
      lines.add(String.join(",", names()));
    }
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
