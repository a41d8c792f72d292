package dev.crossfade.core.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check found.
 *
 * @param check id of the node
 * @param state how it ended
 * @param observed what was found, in words
 * @param expected what should have been found
 * @param limit by how much it may differ; may be empty
 * @param evidence why it ended so, one sentence each; never values of rows
 * @param keys of rows that are concerned, some of them; shown only to whom values are shown
 * @param measures figures that were compared
 * @param startedAt when it began
 * @param took how long it took
 */
public record CheckResult(
    String check,
    CheckState state,
    String observed,
    String expected,
    String limit,
    List<String> evidence,
    List<String> keys,
    List<Measure> measures,
    Instant startedAt,
    Duration took) {

  public CheckResult {
    evidence = List.copyOf(evidence);
    keys = List.copyOf(keys);
    measures = List.copyOf(measures);
  }

  /** Of a check that was not asked. */
  public static CheckResult skipped(String check, String because, Instant at) {
    return new CheckResult(
        check,
        CheckState.SKIPPED,
        "not asked",
        "",
        "",
        List.of(because),
        List.of(),
        List.of(),
        at,
        Duration.ZERO);
  }

  /** Of a check that could not be asked, so that nothing is known. */
  public static CheckResult unasked(String check, String because, Instant at) {
    return new CheckResult(
        check,
        CheckState.ERROR,
        "not asked",
        "",
        "",
        List.of("not asked: " + because),
        List.of(),
        List.of(),
        at,
        Duration.ZERO);
  }

  /** The same in another state, with one more sentence. */
  public CheckResult as(CheckState other, String because) {
    List<String> more = new ArrayList<>(evidence);
    more.add(because);
    return new CheckResult(
        check, other, observed, expected, limit, more, keys, measures, startedAt, took);
  }

  /** One sentence: the first of the evidence, else what was observed. */
  public String sentence() {
    return evidence.isEmpty() ? observed : evidence.get(0);
  }
}
