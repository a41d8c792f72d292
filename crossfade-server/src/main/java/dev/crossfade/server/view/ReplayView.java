package dev.crossfade.server.view;

import dev.crossfade.engine.replay.Trial;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.Replay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of parked rows that were asked to be written, or would become of them.
 *
 * @param migration name of the migration
 * @param folder the specification's folder as the user named it
 * @param trial what would become of them; null when it was not tried
 * @param parts how far the replay is; empty when it was only tried
 * @param followed whether somebody may be there to carry it out
 */
public record ReplayView(
    String migration, String folder, @Nullable Trial trial, List<Replay> parts, boolean followed)
    implements View {

  /** A dry run. */
  public static ReplayView of(String migration, String folder, Trial trial) {
    return new ReplayView(migration, folder, trial, List.of(), true);
  }

  /** Whether everything that was asked for is done. */
  public boolean done() {
    return parts.stream().allMatch(part -> part.state() == Replay.State.DONE);
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    if (trial != null) {
      lines.add(
          Words.count(trial.passing(), "row")
              + " would pass, "
              + Words.count(trial.failing())
              + " would be refused, "
              + Words.count(trial.outside())
              + " do not belong to their entity any more, "
              + Words.count(trial.absent())
              + " are not in their source any more. Nothing was written.");
      if (!trial.refused().isEmpty()) {
        lines.add("");
        lines.addAll(table().lines());
      }
      return lines;
    }
    lines.add(sentence());
    if (!done() && !followed) {
      lines.add("Nobody follows the sources now; the next crossfade run carries it out.");
    }
    return lines;
  }

  private String sentence() {
    return (done() ? "Replayed: " : "Asked for; so far: ")
        + Words.count(parts.stream().mapToLong(Replay::passed).sum(), "row")
        + " written, "
        + Words.count(parts.stream().mapToLong(Replay::refused).sum())
        + " refused again, "
        + Words.count(parts.stream().mapToLong(Replay::absent).sum())
        + " not found.";
  }

  @Override
  public TextTable table() {
    if (trial != null) {
      TextTable reasons = TextTable.of("rows", "entity", "code", "column", "reason");
      trial
          .refused()
          .forEach(r -> reasons.row(r.rows(), r.entity(), r.code(), r.column(), r.message()));
      return reasons;
    }
    TextTable table = TextTable.of("source", "state", "written", "refused", "not found");
    parts.forEach(p -> table.row(p.source(), p.state(), p.passed(), p.refused(), p.absent()));
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/replay/v1");
    document.put("migration", migration);
    if (trial != null) {
      document.put("dryRun", trial);
    } else {
      document.put("done", done());
      document.put("written", parts.stream().mapToLong(Replay::passed).sum());
      document.put("refused", parts.stream().mapToLong(Replay::refused).sum());
      document.put("absent", parts.stream().mapToLong(Replay::absent).sum());
    }
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    if (trial != null) {
      return List.of();
    }
    return done()
        ? List.of("crossfade verify " + folder)
        : List.of("crossfade quarantine list " + folder);
  }
}
