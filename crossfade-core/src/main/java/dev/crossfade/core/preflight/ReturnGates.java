package dev.crossfade.core.preflight;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the sources follow the new stack, so that a rollback loses nothing. */
public final class ReturnGates {

  private ReturnGates() {}

  /**
   * Whether the target is captured.
   *
   * @param armed since when; empty when it is not
   */
  public static Gate armed(Direction direction, String armed) {
    String limit = "armed, direction return";
    String value = armed.isEmpty() ? "not armed" : "armed since " + armed;
    if (armed.isEmpty() || direction.way() != Direction.Way.RETURN) {
      return Findings.fail(
          Item.RETURN.word(),
          value + ", direction " + direction.way().name().toLowerCase(java.util.Locale.ROOT),
          limit,
          "nothing brings changes of the new stack back",
          "crossfade cutover status");
    }
    return Findings.pass(Item.RETURN.word(), value, limit);
  }

  /**
   * How long it took until a source had what was in the target's log.
   *
   * @param took until a mark that was written there came back; null when it did not
   */
  public static Gate follows(String source, @Nullable Duration took, Duration most) {
    String item = Item.RETURN.of(source);
    String limit = "a mark comes back within " + most.toMillis() + " ms";
    return took == null
        ? Findings.fail(
            item,
            "it did not",
            limit,
            "the source has not followed what the new stack wrote",
            "see whether it comes nearer: crossfade cutover status")
        : Findings.pass(item, "after " + took.toMillis() + " ms", limit);
  }

  /**
   * Whether the target can be captured.
   *
   * @param problems that keep it from that
   */
  public static Gate capturable(List<Problem> problems) {
    return Findings.of(Item.RETURN.word(), "the target can be captured", problems);
  }

  /**
   * Whether an entity is known to differ from its sources, however long ago it was compared.
   *
   * @param verdict the latest; null when there is none
   */
  public static Gate verdict(String entity, @Nullable Verdict verdict) {
    String item = Item.VERIFICATION.of(entity);
    String limit = "EQUAL";
    if (verdict == null) {
      return Findings.unknown(item, limit, "it was never compared", "crossfade verify");
    }
    String value = verdict.result() + ", " + verdict.rowsCompared() + " rows";
    return verdict.result() == Verdict.Result.EQUAL
        ? Findings.pass(item, value, limit)
        : Findings.fail(item, value, limit, verdict.shortfall(), "see them: crossfade verify");
  }

  /** There was no cutover. */
  public static Gate noWindow() {
    return Findings.unknown(
        Item.WINDOW.word(), "open", "nobody has cut over yet", "crossfade cutover execute");
  }
}
