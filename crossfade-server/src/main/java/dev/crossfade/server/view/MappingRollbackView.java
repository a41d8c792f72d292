package dev.crossfade.server.view;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.view.MappingDiffView.Found;
import dev.crossfade.server.view.QuarantineView.Masking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mappings that are, or would be, those of an earlier revision again.
 *
 * @param migration name of the migration
 * @param folder of the specification
 * @param proposal what was looked at
 * @param outcome what became of it
 */
public record MappingRollbackView(
    String migration, String folder, RollbackProposal proposal, Outcome outcome) implements View {

  /**
   * What became of it.
   *
   * @param changed mappings that are not those that rows were written with
   * @param effect what would become of rows; null when it was done
   * @param notes what people have to know
   */
  public record Outcome(List<String> changed, @Nullable Found effect, List<String> notes) {}

  private boolean done() {
    return outcome.effect() == null;
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(sentence());
    if (!done()) {
      lines.addAll(proposal.diff());
    }
    Found effect = outcome.effect();
    if (effect != null && !effect.changes().isEmpty()) {
      lines.add("");
      lines.addAll(rows(effect).lines(console));
    }
    proposal.problems().forEach(each -> lines.addAll(each.render().lines().toList()));
    lines.addAll(outcome.notes());
    return lines;
  }

  private String sentence() {
    if (outcome.changed().isEmpty() && proposal.files().isEmpty()) {
      return "The mappings of " + proposal.revision() + " are those that rows are written with.";
    }
    String what =
        outcome.changed().isEmpty()
            ? "files only, for rows are written with these mappings"
            : String.join(", ", outcome.changed());
    return (done() ? "Rolled back to " : "Would be rolled back to ")
        + proposal.revision()
        + ": "
        + what
        + (done() && !outcome.changed().isEmpty()
            ? ". A run that is under way goes on by it within seconds."
            : ".");
  }

  /** Obstacles are told once, with the proposal. */
  private MappingDiffView rows(Found effect) {
    Found alone =
        new Found(effect.from(), effect.changes(), effect.added(), effect.removed(), List.of());
    return new MappingDiffView(migration, folder, alone, Masking.MASKED);
  }

  @Override
  public TextTable table() {
    Found effect = outcome.effect();
    if (effect != null) {
      return rows(effect).table();
    }
    TextTable table = TextTable.of("file");
    proposal.files().keySet().forEach(table::row);
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/mapping-rollback/v1");
    document.put("migration", migration);
    document.put("revision", proposal.revision());
    document.put("version", proposal.compiled().version());
    document.put("dryRun", !done());
    document.put("changed", outcome.changed());
    document.put("files", List.copyOf(proposal.files().keySet()));
    document.put("diff", proposal.diff());
    Found effect = outcome.effect();
    if (effect != null) {
      document.put("rows", rows(effect).document());
    }
    document.put("problems", proposal.problems().stream().map(Problems::map).toList());
    document.put("notes", outcome.notes());
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    List<Problem> problems = proposal.problems();
    if (!problems.isEmpty() || outcome.changed().isEmpty()) {
      return List.of();
    }
    return done()
        ? List.of("crossfade run " + folder, "crossfade verify " + folder)
        : List.of(
            "crossfade mapping rollback --to " + proposal.revision() + " --reason WHY " + folder);
  }
}
