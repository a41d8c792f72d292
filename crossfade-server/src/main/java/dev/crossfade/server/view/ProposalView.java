package dev.crossfade.server.view;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.HeldTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What accepting altered tables would change.
 *
 * @param migration name of the migration
 * @param folder of the specification
 * @param tables those that wait
 * @param diff of the specification
 * @param statements for the target
 * @param mappings those that would take the place of others
 * @param problems why they cannot be accepted like this
 */
public record ProposalView(
    String migration,
    String folder,
    List<Table> tables,
    List<String> diff,
    List<String> statements,
    List<String> mappings,
    List<Problem> problems)
    implements View {

  /**
   * A table that waits.
   *
   * @param name source, colon and name
   * @param since when that began
   * @param position behind which its changes are kept
   * @param kept how many changes
   * @param changes in which ways it is not what it was
   */
  public record Table(String name, String since, String position, long kept, List<String> changes) {

    public static Table of(HeldTable held, long kept, List<Drift> drifts) {
      List<String> changes = drifts.stream().map(Drift::detail).toList();
      return new Table(
          held.source() + ":" + held.table(),
          held.at().toString(),
          held.since().encoded(),
          kept,
          changes.isEmpty() ? List.of(held.reason()) : changes);
    }
  }

  @Override
  public List<String> lines(Console console) {
    if (tables.isEmpty()) {
      return List.of("No table of " + migration + " waits for a decision.");
    }
    List<String> lines = new ArrayList<>();
    for (Table table : tables) {
      lines.add(
          table.name()
              + " is held since "
              + table.since()
              + ", "
              + Words.count(table.kept(), "change")
              + " kept:");
      table.changes().forEach(change -> lines.add("  " + change));
    }
    lines.add("");
    lines.add(diff.isEmpty() ? "The specification stays as it is." : "The specification:");
    lines.addAll(diff);
    lines.add(statements.isEmpty() ? "The target stays as it is." : "The target:");
    statements.forEach(statement -> lines.add("  " + statement + ";"));
    if (!mappings.isEmpty()) {
      lines.add("By new mappings, whose rows are read again:");
      mappings.forEach(mapping -> lines.add("  " + mapping));
    }
    problems.forEach(problem -> lines.addAll(problem.render().lines().toList()));
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("table", "since", "kept", "what");
    tables.forEach(
        each ->
            table.row(
                each.name(),
                each.since(),
                String.valueOf(each.kept()),
                String.join("; ", each.changes())));
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/drift-proposal/v1");
    document.put("migration", migration);
    document.put("tables", tables.stream().map(ProposalView::one).toList());
    document.put("diff", String.join("\n", diff));
    document.put("statements", statements);
    document.put("mappings", mappings);
    document.put("problems", problems.stream().map(Problem::render).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  private static Map<String, Object> one(Table table) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("table", table.name());
    one.put("since", table.since());
    one.put("position", table.position());
    one.put("kept", table.kept());
    one.put("changes", table.changes());
    return one;
  }

  @Override
  public List<String> nextSteps() {
    if (tables.isEmpty()) {
      return List.of();
    }
    return problems.isEmpty()
        ? List.of("crossfade drift accept --reason WHY " + folder)
        : List.of("crossfade validate " + folder);
  }
}
