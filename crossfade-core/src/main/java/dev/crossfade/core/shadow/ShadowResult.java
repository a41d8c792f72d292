package dev.crossfade.core.shadow;

import dev.crossfade.core.shadow.DifferenceBook.Group;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What was found about one workload, about the requests that gateways copied, or about logs.
 *
 * @param subject name of the workload, {@value #ROUTES} or {@value #LOGS}
 * @param outcome in a word
 * @param groups differences by signature; never values
 * @param pace how long both stacks took
 * @param rows that were compared
 * @param inFlight rows that changed meanwhile, or had not arrived yet
 * @param why in a sentence, with figures
 * @param examples rows that differ; shown to whom values are shown, and never kept
 * @param startedAt when it began
 * @param took how long it took
 */
public record ShadowResult(
    String subject,
    Outcome outcome,
    List<Group> groups,
    Pace pace,
    long rows,
    long inFlight,
    String why,
    List<String> examples,
    Instant startedAt,
    Duration took) {

  /** What gateways found; no workload has this name. */
  public static final String ROUTES = "@gateways";

  /** What logs say; no workload has this name. */
  public static final String LOGS = "@logs";

  public ShadowResult {
    groups = List.copyOf(groups);
    examples = List.copyOf(examples);
    startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
    took = took.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Kinds of findings. Only {@link #MATCH} is one that is good. */
  public enum Outcome {
    /** Both stacks say the same, and the new one is not slower. */
    MATCH,
    /** They say different things. */
    DIFFERENT,
    /** The new stack fails where the legacy one does not, or otherwise. */
    FAILING,
    /** The new stack says the same and takes longer than it may. */
    SLOWER,
    /** It could not be found out. That is no match. */
    UNKNOWN
  }

  /** Whether this is of the kind that is wanted. */
  public boolean matches() {
    return outcome == Outcome.MATCH;
  }

  /** Groups that are more than noise. */
  public List<Group> real() {
    return groups.stream().filter(Group::real).toList();
  }

  /** The same as it is kept: without values. */
  public ShadowResult withoutExamples() {
    return new ShadowResult(
        subject, outcome, groups, pace, rows, inFlight, why, List.of(), startedAt, took);
  }
}
