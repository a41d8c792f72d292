package dev.crossfade.engine.reverse;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.mapping.CompiledMapping;
import java.util.List;

/** What a sentinel finds, in words, without values of the row. */
final class SentinelProblems {

  private static final int SHOWN = 2;

  private final CompiledMapping mapping;
  private final TableSchema table;

  SentinelProblems(CompiledMapping mapping) {
    this.mapping = mapping;
    this.table = mapping.sourceTable();
  }

  private String row(Key key) {
    return "the row "
        + masked(table, key)
        + " of table "
        + table.id()
        + " in source "
        + mapping.source();
  }

  Problem refused(Key key, String why) {
    return Problem.of(
            EngineProblem.SENTINEL_REFUSED,
            row(key) + " cannot be written",
            why
                + "; it was written as a change of the new stack would be, and rolled back: such"
                + " changes could not be brought back",
            "let Crossfade's user change rows of the table, and remove what refuses it there"
                + " (triggers, policies, constraints that rows violate), then begin again")
        .with("source", mapping.source())
        .with("table", table.id());
  }

  Problem differs(Key key, String why) {
    return Problem.of(
            EngineProblem.SENTINEL_DIFFERS,
            row(key) + " is not what the target's row would be brought back as",
            why + "; nothing that is under way explains it",
            "see which rows differ: crossfade verify --entity "
                + mapping.entitySpec().name()
                + "; correct them or the mapping's `reverse`, then begin again")
        .with("source", mapping.source())
        .with("table", table.id());
  }

  /** Names, and of each value no more than its end. */
  static String masked(TableSchema table, Key key) {
    int[] indexes = table.keyIndexes();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < indexes.length; i++) {
      LogicalType type = table.columns().get(indexes[i]).type();
      Object value = key.value(i);
      text.append(i == 0 ? "" : ", ").append(table.key().get(i)).append('=');
      text.append(value == null ? "NULL" : masked(ValueText.format(type, value)));
    }
    return text.toString();
  }

  private static String masked(String value) {
    int shown = Math.max(0, Math.min(SHOWN, value.length() - SHOWN));
    return "***" + value.substring(value.length() - shown);
  }

  static String columns(List<String> names) {
    return names.isEmpty() ? "the rows differ" : "they differ in " + String.join(", ", names);
  }
}
