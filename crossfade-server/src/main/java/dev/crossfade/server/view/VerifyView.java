package dev.crossfade.server.view;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param migration name of the migration
 * @param folder the specification's folder as the user named it
 * @param verdicts one per entity
 */
public record VerifyView(String migration, String folder, List<Verdict> verdicts) implements View {
  private static final int SHOWN = 10;

  /** Whether every verdict is EQUAL, and there is one. */
  public boolean equal() {
    return result() == Verdict.Result.EQUAL;
  }

  /** The least favourable verdict; nothing compared proves nothing. */
  public Verdict.Result result() {
    if (verdicts.stream().anyMatch(v -> v.result() == Verdict.Result.DIFFERENT)) {
      return Verdict.Result.DIFFERENT;
    }
    boolean equal =
        !verdicts.isEmpty() && verdicts.stream().allMatch(v -> v.result() == Verdict.Result.EQUAL);
    return equal ? Verdict.Result.EQUAL : Verdict.Result.UNKNOWN;
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>(table().lines());
    lines.add("");
    lines.add(console.paint(equal() ? Ink.GOOD : Ink.BAD, sentence()));
    lines.addAll(coverage());
    verdicts.forEach(verdict -> addMismatches(verdict, lines));
    return lines;
  }

  private String sentence() {
    long rows = verdicts.stream().mapToLong(Verdict::rowsCompared).sum();
    long wrong = verdicts.stream().mapToLong(Verdict::mismatchCount).sum();
    return "Verdict: "
        + result()
        + " ("
        + Words.count(rows, "row")
        + " compared, "
        + Words.count(wrong)
        + (wrong == 1 ? " differs" : " differ")
        + Verdicts.notCompared(verdicts, "; ")
        + ")";
  }

  /** What the verdict does not speak of, and where it speaks of more than was asked for. */
  private List<String> coverage() {
    List<String> lines = new ArrayList<>();
    Verdicts.oldestFullPass(verdicts)
        .ifPresent(
            at ->
                lines.add(
                    "This is upkeep: only rows whose keys were touched since the last verdict were"
                        + " looked at. All others are as of the full pass, the oldest of "
                        + at.truncatedTo(ChronoUnit.SECONDS)
                        + "."));
    for (Verdict verdict : verdicts) {
      boolean hindered = !verdict.hindrance().isEmpty();
      Verdicts.because(verdict)
          .ifPresent(
              why ->
                  lines.add(
                      hindered
                          ? verdict.entity() + " could not be compared: " + why
                          : "Full pass of " + verdict.entity() + " instead, because " + why));
    }
    return lines;
  }

  private static void addMismatches(Verdict verdict, List<String> lines) {
    verdict.mismatches().stream()
        .limit(SHOWN)
        .forEach(m -> lines.add("  " + verdict.entity() + " " + one(m)));
    if (verdict.mismatchCount() > SHOWN) {
      lines.add("  … " + Words.count(verdict.mismatchCount() - SHOWN) + " more");
    }
  }

  private static String one(Mismatch mismatch) {
    String columns =
        mismatch.columns().isEmpty() ? "" : ": " + String.join(", ", mismatch.columns());
    return mismatch.kind() + " " + mismatch.key() + columns;
  }

  @Override
  public TextTable table() {
    TextTable table =
        TextTable.of(
            "entity",
            "verdict",
            "covers",
            "compared",
            "differ",
            "unsettled",
            "in quarantine",
            "by mapping",
            "took");
    for (Verdict verdict : verdicts) {
      table.row(
          verdict.entity(),
          verdict.result(),
          Verdicts.covers(verdict),
          verdict.rowsCompared(),
          verdict.mismatchCount(),
          verdict.unsettled(),
          verdict.parked(),
          verdict.refused(),
          Words.time(Duration.between(verdict.startedAt(), verdict.finishedAt())));
    }
    return table;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/verify/v1");
    document.put("migration", migration);
    document.put("verdict", result().name());
    document.put("rowsCompared", verdicts.stream().mapToLong(Verdict::rowsCompared).sum());
    document.put("mismatches", verdicts.stream().mapToLong(Verdict::mismatchCount).sum());
    document.put("parked", verdicts.stream().mapToLong(Verdict::parked).sum());
    document.put("refused", verdicts.stream().mapToLong(Verdict::refused).sum());
    document.put("discarded", verdicts.stream().mapToLong(Verdict::discarded).sum());
    document.put("entities", verdicts.stream().map(Verdicts::map).toList());
    document.put("next_steps", nextSteps());
    return document;
  }

  @Override
  public List<String> nextSteps() {
    return equal() ? List.of() : List.of("crossfade status " + folder);
  }
}
