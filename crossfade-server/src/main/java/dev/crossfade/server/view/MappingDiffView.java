package dev.crossfade.server.view;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.version.ColumnChange;
import dev.crossfade.engine.version.MappingChange;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.QuarantineView.Masking;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What other mappings make of the same rows.
 *
 * @param migration name of the migration
 * @param folder of the specification
 * @param found what was compared
 * @param masking whether values of rows are shown
 */
public record MappingDiffView(String migration, String folder, Found found, Masking masking)
    implements View {

  /**
   * What was found.
   *
   * @param from where the mappings are from that those of the folder were compared with
   * @param changes those that are not the same
   * @param added mappings that only the folder has
   * @param removed mappings that it does not have any more
   * @param obstacles why those of the folder cannot take the place of those in use
   */
  public record Found(
      String from,
      List<MappingChange> changes,
      List<String> added,
      List<String> removed,
      List<Problem> obstacles) {}

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    if (found.changes().isEmpty() && found.added().isEmpty() && found.removed().isEmpty()) {
      lines.add("No mapping of " + migration + " differs from " + found.from() + ".");
    } else {
      lines.add("Mappings of " + migration + " compared with " + found.from() + ":");
    }
    found.added().forEach(each -> lines.add("only now: " + each));
    found.removed().forEach(each -> lines.add("not any more: " + each));
    found.changes().forEach(change -> lines.addAll(lines(change)));
    found.obstacles().forEach(problem -> lines.addAll(problem.render().lines().toList()));
    return lines;
  }

  private List<String> lines(MappingChange change) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        change.entity()
            + " from "
            + change.mapping()
            + ": "
            + Words.count(change.affected())
            + " of "
            + Words.count(change.read(), "row")
            + " would be others");
    counts(change).forEach((name, rows) -> lines.add("  " + Words.count(rows) + " " + name));
    change
        .reasons()
        .forEach(
            each ->
                lines.add(
                    "  refused: "
                        + Words.count(each.rows())
                        + ", "
                        + each.code()
                        + " "
                        + each.column()
                        + ": "
                        + each.text()));
    if (!change.columns().isEmpty()) {
      TextTable columns = columns();
      change.columns().forEach(each -> row(columns, change.entity(), change.mapping(), each));
      columns.lines().forEach(line -> lines.add("  " + line));
    }
    if (masking == Masking.SHOWN && !change.samples().isEmpty()) {
      TextTable samples = TextTable.of("row", "column", "before", "after");
      change
          .samples()
          .forEach(each -> samples.row(each.key(), each.column(), each.before(), each.after()));
      samples.lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private static Map<String, Long> counts(MappingChange change) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("with other values", change.changed());
    counts.put("under another key", change.moved());
    counts.put("that would enter the entity", change.entering());
    counts.put("that would leave it", change.leaving());
    counts.put("that would be refused", change.refused());
    counts.put("that were refused and would not be", change.accepted());
    counts.values().removeIf(rows -> rows == 0);
    return counts;
  }

  private static TextTable columns() {
    return TextTable.of(
        "entity",
        "mapping",
        "column",
        "rows",
        "to NULL",
        "from NULL",
        "least",
        "most",
        "sum",
        "unit");
  }

  private static void row(TextTable table, String entity, String mapping, ColumnChange change) {
    boolean measured = change.measured() > 0;
    table.row(
        entity,
        mapping,
        change.column(),
        change.rows(),
        change.nulled(),
        change.filled(),
        measured ? number(change.least()) : "",
        measured ? number(change.most()) : "",
        measured ? number(change.sum()) : "",
        measured ? change.unit() : "");
  }

  private static String number(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).round(new MathContext(12)).stripTrailingZeros();
    return (value > 0 ? "+" : "") + exact.toPlainString();
  }

  @Override
  public TextTable table() {
    TextTable table = columns();
    found
        .changes()
        .forEach(
            change ->
                change
                    .columns()
                    .forEach(each -> row(table, change.entity(), change.mapping(), each)));
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/mapping-diff/v1");
    document.put("migration", migration);
    document.put("before", found.from());
    document.put("changes", found.changes().stream().map(this::one).toList());
    document.put("added", found.added());
    document.put("removed", found.removed());
    document.put("problems", found.obstacles().stream().map(Problem::render).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private Map<String, @Nullable Object> one(MappingChange change) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("entity", change.entity());
    one.put("mapping", change.mapping());
    one.put("before", change.before());
    one.put("after", change.after());
    one.put("read", change.read());
    one.put("same", change.same());
    one.put("changed", change.changed());
    one.put("moved", change.moved());
    one.put("entering", change.entering());
    one.put("leaving", change.leaving());
    one.put("refused", change.refused());
    one.put("accepted", change.accepted());
    one.put("reasons", change.reasons());
    one.put("columns", change.columns());
    one.put("samples", masking == Masking.SHOWN ? change.samples() : List.of());
    return one;
  }

  @Override
  public List<String> nextSteps() {
    boolean none = found.changes().isEmpty() || !found.obstacles().isEmpty();
    return none ? List.of() : List.of("crossfade mapping adopt --reason WHY " + folder);
  }
}
