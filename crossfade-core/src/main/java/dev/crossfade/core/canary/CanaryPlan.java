package dev.crossfade.core.canary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the share grows, and what stops it.
 *
 * @param percents shares of consumers, growing
 * @param least how long each of them lasts at least
 * @param limits by which requests are judged
 * @param data by which the data behind the new stack is judged
 */
public record CanaryPlan(List<Integer> percents, Duration least, Limits limits, DataLimits data) {

  /** Fewer are no sample, for which the judge's formulas hold. */
  private static final int FEWEST = 20;

  public CanaryPlan {
    percents = List.copyOf(percents);
    int before = 0;
    for (int percent : percents) {
      check(percent > before && percent <= 100, "shares grow from 1 to 100 percent");
      before = percent;
    }
    check(!percents.isEmpty(), "a canary has a step");
    check(!least.isNegative(), "a step takes no less than no time");
  }

  /** One that judges requests only. */
  public CanaryPlan(List<Integer> percents, Duration least, Limits limits) {
    this(percents, least, limits, DataLimits.NONE);
  }

  /** The same with other demands on the data. */
  public CanaryPlan with(DataLimits other) {
    return new CanaryPlan(percents, least, limits, other);
  }

  /**
   * What is demanded of the new stack.
   *
   * @param every shortest time from one judgement to the next
   * @param samples fewest requests of each cohort that are judged
   * @param errorPermille most failures
   * @param slowerPercent how much longer its answers may take than those of the legacy stack
   * @param confidencePermille how sure the judge has to be that it is slower, or fails more often
   * @param failures judgements one after the other that it has to fail until it is stepped back
   */
  public record Limits(
      Duration every,
      int samples,
      int errorPermille,
      int slowerPercent,
      int confidencePermille,
      int failures) {

    public Limits {
      check(!every.isNegative() && !every.isZero(), "judgements take time");
      check(samples >= FEWEST, "a judgement needs at least " + FEWEST + " requests");
      check(errorPermille >= 0 && errorPermille < 1000, "an error limit is below 100 percent");
      check(slowerPercent >= 15, "latency is not known better than by 15 percent");
      check(
          confidencePermille >= 900 && confidencePermille < 1000,
          "a confidence is from 90 percent to below 100");
      check(failures >= 1, "a canary can fail");
    }
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** As numbers for a signed record. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new TreeMap<>(data.fields());
    fields.put("percents", percents);
    fields.put("leastMillis", least.toMillis());
    fields.put("everyMillis", limits.every().toMillis());
    fields.put("samples", limits.samples());
    fields.put("errorPermille", limits.errorPermille());
    fields.put("slowerPercent", limits.slowerPercent());
    fields.put("confidencePermille", limits.confidencePermille());
    fields.put("failures", limits.failures());
    return fields;
  }

  /** The inverse of {@link #fields()}. */
  static CanaryPlan of(Map<?, ?> fields) {
    List<Integer> percents = new ArrayList<>();
    for (Object percent : (List<?>) Objects.requireNonNull(fields.get("percents"))) {
      percents.add(Math.toIntExact((Long) percent));
    }
    Limits limits =
        new Limits(
            Duration.ofMillis(number(fields.get("everyMillis"))),
            Math.toIntExact(number(fields.get("samples"))),
            Math.toIntExact(number(fields.get("errorPermille"))),
            Math.toIntExact(number(fields.get("slowerPercent"))),
            Math.toIntExact(number(fields.get("confidencePermille"))),
            Math.toIntExact(number(fields.get("failures"))));
    Duration least = Duration.ofMillis(number(fields.get("leastMillis")));
    return new CanaryPlan(percents, least, limits, DataLimits.of(fields));
  }

  private static long number(@Nullable Object value) {
    return (Long) Objects.requireNonNull(value);
  }
}
