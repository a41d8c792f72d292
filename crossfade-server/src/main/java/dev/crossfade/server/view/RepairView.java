package dev.crossfade.server.view;

import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.Repair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a repair is.
 *
 * @param migration name of the migration
 * @param folder the specification's folder as the user named it
 * @param entity name of the entity
 * @param parts of the repair; none when there was nothing to repair
 * @param followed whether somebody may be there to carry it out
 */
public record RepairView(
    String migration, String folder, String entity, List<Repair> parts, boolean followed)
    implements View {

  /** Whether everything that was asked for is done. */
  public boolean done() {
    return parts.stream().allMatch(part -> part.state() == Repair.State.DONE);
  }

  private Repair.Count count() {
    return parts.stream().map(Repair::count).reduce(Repair.Count.NONE, Repair.Count::plus);
  }

  /** Rows of sources; those of production are looked at as well. */
  private long compared() {
    return parts.stream()
        .filter(part -> !part.extras())
        .mapToLong(part -> part.count().compared())
        .sum();
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    if (parts.isEmpty()) {
      lines.add("The latest verdict about " + entity + " names no row that differs.");
      return lines;
    }
    Repair.Count count = count();
    lines.add(
        (done() ? "Repaired: " : "Asked for; so far: ")
            + Words.count(compared(), "row")
            + " compared, "
            + Words.count(count.written())
            + " written, "
            + Words.count(count.removed())
            + " removed, "
            + Words.count(count.parked())
            + " refused.");
    if (!done() && !followed) {
      lines.add("Nobody follows the sources now; the next crossfade run carries it out.");
    }
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of("part", "source", "state", "compared", "written", "removed", "refused");
    for (Repair each : parts) {
      Repair.Count count = each.count();
      table.row(
          each.extras() ? "rows of no source" : "mapping " + each.mapping(),
          each.source(),
          each.state(),
          count.compared(),
          count.written(),
          count.removed(),
          count.parked());
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/repair/v1");
    document.put("migration", migration);
    document.put("entity", entity);
    document.put("repair", parts.isEmpty() ? null : parts.get(0).act());
    document.put("done", done());
    document.put("compared", compared());
    document.put("written", count().written());
    document.put("removed", count().removed());
    document.put("refused", count().parked());
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    if (count().parked() > 0) {
      return List.of("crossfade quarantine list " + folder);
    }
    return List.of(
        done()
            ? "crossfade verify --entity " + entity + " " + folder
            : "crossfade status " + folder);
  }
}
