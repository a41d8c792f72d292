package dev.crossfade.core.shadow;

import dev.crossfade.core.spec.WorkloadSpec.Matching;
import dev.crossfade.core.spec.WorkloadSpec.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer by what tells them apart, in their order: their key; else their place,
 * where order matters; else all that they say. What occurs twice is told apart by number.
 */
final class Keyed {

  private final RowSet answer;
  private final Map<String, List<@Nullable String>> rows = new LinkedHashMap<>();

  private Keyed(RowSet answer) {
    this.answer = answer;
  }

  static Keyed of(RowSet answer, Matching matching) {
    Keyed keyed = new Keyed(answer);
    List<String> key = lower(matching.key());
    List<String> ignored = lower(matching.ignored());
    Map<String, Integer> copies = new HashMap<>();
    for (List<@Nullable String> row : answer.rows()) {
      String name = keyed.name(row, key, ignored, matching.order());
      int copy = copies.merge(name, 1, Integer::sum);
      keyed.rows.put(copy == 1 ? name : name + " #" + copy, row);
    }
    return keyed;
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  private String name(
      List<@Nullable String> row, List<String> key, List<String> ignored, Order order) {
    if (key.isEmpty() && order == Order.SAME) {
      return "row " + (rows.size() + 1);
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < answer.columns().size(); i++) {
      String column = answer.columns().get(i);
      boolean tells = key.isEmpty() ? !ignored.contains(column) : key.contains(column);
      if (tells) {
        String value = row.get(i);
        parts.add(column + "=" + (value == null ? "NULL" : "'" + Cell.normal(value) + "'"));
      }
    }
    parts.sort(null);
    return String.join(" ", parts);
  }

  /** The names of all rows, in their order. */
  List<String> names() {
    return List.copyOf(rows.keySet());
  }

  boolean has(String name) {
    return rows.containsKey(name);
  }

  /** A value; null as well where there is no such row. */
  @Nullable String value(String name, String column) {
    List<@Nullable String> row = rows.get(name);
    return row == null ? null : answer.value(row, column);
  }
}
