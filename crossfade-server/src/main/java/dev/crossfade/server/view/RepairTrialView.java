package dev.crossfade.server.view;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a repair would do.
 *
 * @param migration name of the migration
 * @param folder the specification's folder as the user named it
 * @param entity name of the entity
 * @param verdicts what was found wrong; none when nothing could be compared
 * @param keys of the only rows that are meant; null for all
 */
public record RepairTrialView(
    String migration,
    String folder,
    String entity,
    List<Verdict> verdicts,
    @Nullable Set<String> keys)
    implements View {

  private static final int SHOWN = 10;

  private List<Mismatch> meant() {
    return verdicts.stream()
        .flatMap(verdict -> verdict.mismatches().stream())
        .filter(each -> keys == null || keys.contains(each.key()))
        .toList();
  }

  private Map<MismatchKind, Long> kinds() {
    Map<MismatchKind, Long> kinds = new EnumMap<>(MismatchKind.class);
    meant().forEach(each -> kinds.merge(each.kind(), 1L, Long::sum));
    return kinds;
  }

  private long more() {
    return keys != null
        ? 0
        : verdicts.stream().mapToLong(v -> v.mismatchCount() - v.mismatches().size()).sum();
  }

  private boolean told() {
    return !verdicts.isEmpty()
        && verdicts.stream().noneMatch(v -> v.result() == Verdict.Result.UNKNOWN);
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    if (!told()) {
      lines.add("It is not known which rows of " + entity + " differ. Nothing was written.");
      return lines;
    }
    long removed = kinds().getOrDefault(MismatchKind.EXTRA, 0L);
    lines.add(
        Words.count(meant().size() - removed, "row")
            + " would be set, "
            + Words.count(removed)
            + " would be taken away. Nothing was written.");
    meant().stream().limit(SHOWN).forEach(m -> lines.add("  " + m.kind() + " " + m.key()));
    if (meant().size() + more() > SHOWN) {
      lines.add("  … " + Words.count(meant().size() + more() - SHOWN) + " more");
    }
    return lines;
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("kind", "rows");
    kinds().forEach(table::row);
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> kinds = new LinkedHashMap<>();
    kinds().forEach((kind, rows) -> kinds.put(kind.name().toLowerCase(Locale.ROOT), rows));
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/repair/v1");
    document.put("migration", migration);
    document.put("entity", entity);
    document.put("dryRun", true);
    document.put("known", told());
    document.put("kinds", kinds);
    document.put("notNamed", more());
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return List.of("crossfade repair --entity " + entity + " --all " + folder);
  }
}
