package dev.crossfade.core.canary;

import dev.crossfade.core.canary.Decision.Action;
import dev.crossfade.core.canary.Judgement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A canary as the route record has it: whoever goes on with it needs to know nothing else.
 *
 * @param plan of its steps
 * @param step index of the one it is at
 * @param mode what it does
 * @param failures judgements that failed one after the other
 * @param since when the step began
 * @param why it is where it is, in a sentence
 * @param byHand the steps that somebody let pass without asking the judge, and who; empty when
 *     there are none
 */
public record CanaryRun(
    CanaryPlan plan,
    int step,
    Mode mode,
    int failures,
    Instant since,
    String why,
    List<String> byHand) {

  private static final String BY_HAND = "byHand";

  /** How a reason begins where somebody does not ask the judge. */
  private static final String PROMOTED = "promoted ";

  /** What a canary does. */
  public enum Mode {
    /** Grows when the judge lets it. */
    RUNNING,
    /** Waits for a human; steps back when the judge finds it failing. */
    HELD,
    /** Has ended: everybody reads from the legacy stack. */
    STEPPED_BACK,
    /** Has ended: its last share has lasted long enough. */
    DONE
  }

  public CanaryRun {
    since = since.truncatedTo(ChronoUnit.MILLIS);
    byHand = List.copyOf(byHand);
    if (step < 0 || step >= plan.percents().size() || failures < 0) {
      throw new IllegalArgumentException("no step " + step);
    }
  }

  /** At its first step. */
  public static CanaryRun begin(CanaryPlan plan, Instant now, String why) {
    return new CanaryRun(plan, 0, Mode.RUNNING, 0, now, why, List.of());
  }

  /** The share of consumers that read from the new stack. */
  public int percent() {
    return mode == Mode.STEPPED_BACK ? 0 : plan.percents().get(step);
  }

  /** Whether it has ended with the judge having let every step of it pass. */
  public boolean judgedThrough() {
    return mode == Mode.DONE && unjudged().isEmpty();
  }

  /**
   * The steps that nobody judged, and who let them pass. A record of a version that did not keep
   * them says so of the last one only.
   */
  public List<String> unjudged() {
    return byHand.isEmpty() && mode == Mode.DONE && why.startsWith(PROMOTED)
        ? List.of(percent() + " % " + why)
        : byHand;
  }

  /** Whether it may still change by itself. */
  public boolean live() {
    return mode == Mode.RUNNING || mode == Mode.HELD;
  }

  /** Judges what was seen since it was judged last, by what its plan says of requests alone. */
  public Judgement judge(Tally fresh, Tally baseline) {
    return new Judge(plan.limits()).judge(percent(), fresh, baseline);
  }

  /**
   * The same, and the data behind the new stack.
   *
   * @param limits what is demanded of the data
   * @param data what is known of it
   */
  public Judgement judge(Tally fresh, Tally baseline, DataLimits limits, DataState data) {
    return judge(fresh, baseline).and(limits.judge(data));
  }

  /** What follows from a judgement. The canary stays the same value where nothing changes. */
  public Decision decide(Judgement judgement, Instant now) {
    if (!live() || judgement.verdict() == Verdict.UNKNOWN) {
      return new Decision(Action.WAIT, this);
    }
    return switch (judgement.verdict()) {
      case FAIL -> failed(judgement.why());
      case BOTH_FAIL ->
          mode == Mode.HELD
              ? new Decision(Action.WAIT, this)
              : new Decision(Action.HOLD, held("both stacks fail: " + judgement.why()));
      default -> passed(judgement.why(), now);
    };
  }

  private Decision failed(String why) {
    int times = failures + 1;
    int limit = plan.limits().failures();
    String sentence =
        "failed %d of %d times in a row at %d %%: %s".formatted(times, limit, percent(), why);
    return times < limit
        ? new Decision(Action.WAIT, at(step, mode, times, since, sentence))
        : new Decision(Action.STEP_BACK, at(step, Mode.STEPPED_BACK, times, since, sentence));
  }

  private Decision passed(String why, Instant now) {
    CanaryRun well = failures == 0 ? this : at(step, mode, 0, since, "passes again: " + why);
    boolean early = Duration.between(since, now).compareTo(plan.least()) < 0;
    if (mode == Mode.HELD || early) {
      return new Decision(Action.WAIT, well);
    }
    String sentence = "passed at %d %%: %s".formatted(percent(), why);
    CanaryRun next = well.next(now, sentence);
    return new Decision(next.mode() == Mode.DONE ? Action.DONE : Action.ADVANCE, next);
  }

  private CanaryRun next(Instant now, String reason) {
    return step + 1 < plan.percents().size()
        ? at(step + 1, Mode.RUNNING, 0, now, reason)
        : at(step, Mode.DONE, 0, since, reason);
  }

  private CanaryRun at(int step, Mode mode, int failures, Instant since, String why) {
    return new CanaryRun(plan, step, mode, failures, since, why, byHand);
  }

  /**
   * At its next step, or done after the last one, because somebody says so: of the step that it
   * leaves it is kept that nobody judged it.
   *
   * @param by who
   */
  public CanaryRun promoted(Instant now, String by) {
    String reason = PROMOTED + by;
    List<String> unjudged = new ArrayList<>(byHand);
    unjudged.add(percent() + " % " + reason);
    return new CanaryRun(plan, step, mode, failures, since, why, unjudged).next(now, reason);
  }

  /** Waiting for a human. */
  public CanaryRun held(String reason) {
    return at(step, Mode.HELD, failures, since, reason);
  }

  /** Growing again, by what is seen from now on. */
  public CanaryRun resumed(Instant now, String reason) {
    return at(step, Mode.RUNNING, 0, now, reason);
  }

  /** Ended, with everybody on the legacy stack. */
  public CanaryRun steppedBack(String reason) {
    return at(step, Mode.STEPPED_BACK, failures, since, reason);
  }

  /** The word of its mode. */
  public String word() {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As it is signed. One of which the judge let every step pass is written as it ever was. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("plan", plan.fields());
    fields.put("step", step);
    fields.put("mode", mode.name());
    fields.put("failures", failures);
    fields.put("since", since.toEpochMilli());
    fields.put("why", why);
    if (!byHand.isEmpty()) {
      fields.put(BY_HAND, byHand);
    }
    return fields;
  }

  /** The inverse of {@link #fields()}. */
  public static CanaryRun of(Map<?, ?> fields) {
    return new CanaryRun(
        CanaryPlan.of((Map<?, ?>) some(fields.get("plan"))),
        Math.toIntExact((Long) some(fields.get("step"))),
        Mode.valueOf((String) some(fields.get("mode"))),
        Math.toIntExact((Long) some(fields.get("failures"))),
        Instant.ofEpochMilli((Long) some(fields.get("since"))),
        (String) some(fields.get("why")),
        byHand(fields.get(BY_HAND)));
  }

  private static List<String> byHand(@Nullable Object written) {
    return written == null
        ? List.of()
        : ((List<?>) written).stream().map(String.class::cast).toList();
  }

  private static Object some(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }
}
