package dev.crossfade.core.canary;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway has seen of a route's reads since the share in force was set.
 *
 * @param route its name
 * @param percent the share that was in force all the time
 * @param since epoch of the record that set it in this gateway; what was seen begins anew with it
 * @param fresh of the consumers on the new stack
 * @param baseline of as many on the legacy one
 */
public record Observation(String route, int percent, long since, Tally fresh, Tally baseline) {

  /** Of one of its cohorts. */
  public Tally of(Cohort cohort) {
    return cohort == Cohort.NEW ? fresh : baseline;
  }

  /**
   * Of one of its cohorts, without what the same gateway had seen earlier; of one that has begun to
   * count anew since, all.
   *
   * @param earlier null when it had seen nothing
   */
  public Tally since(@Nullable Observation earlier, Cohort cohort) {
    return earlier != null && earlier.since == since
        ? of(cohort).minus(earlier.of(cohort))
        : of(cohort);
  }

  /** Several in one line. */
  public static String text(List<Observation> observations) {
    return CanonicalText.of(
        Map.of("seen", observations.stream().map(Observation::fields).toList()));
  }

  /**
   * The inverse of {@link #text}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static List<Observation> parse(String text) {
    try {
      List<?> seen = (List<?>) Objects.requireNonNull(JsonText.object(text).get("seen"));
      return seen.stream().map(each -> of((Map<?, ?>) each)).toList();
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("no observations", e);
    }
  }

  private Map<String, Object> fields() {
    return Map.of(
        "route", route,
        "percent", percent,
        "since", since,
        "new", fields(fresh),
        "baseline", fields(baseline));
  }

  private static List<Object> fields(Tally tally) {
    return List.of(
        tally.requests(), tally.failures(), tally.fallbacks(), tally.latencies().pairs());
  }

  private static Observation of(Map<?, ?> fields) {
    return new Observation(
        (String) some(fields.get("route")),
        Math.toIntExact((Long) some(fields.get("percent"))),
        (Long) some(fields.get("since")),
        tally((List<?>) some(fields.get("new"))),
        tally((List<?>) some(fields.get("baseline"))));
  }

  private static Tally tally(List<?> fields) {
    return new Tally(
        (Long) some(fields.get(0)),
        (Long) some(fields.get(1)),
        (Long) some(fields.get(2)),
        Latencies.ofPairs((List<?>) some(fields.get(3))));
  }

  private static Object some(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }
}
