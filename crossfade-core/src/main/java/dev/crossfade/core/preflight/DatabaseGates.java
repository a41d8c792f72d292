package dev.crossfade.core.preflight;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.problem.Problem;
import java.time.Duration;
import java.util.List;

/** What databases say about being fenced, opened and written. */
public final class DatabaseGates {

  private DatabaseGates() {}

  /** Whether a fence can be raised. */
  public static Gate fence(String database, List<Problem> holes) {
    return Findings.of(Item.FENCE.of(database), "can be raised", holes);
  }

  /** Whether nobody is in flight for long. */
  public static Gate transactions(String database, List<Problem> open, Duration longest) {
    Gate found = Findings.of(Item.TRANSACTIONS.of(database), "none for long", open);
    return new Gate(
        found.item(),
        found.state(),
        found.value(),
        longest.toSeconds() + " s",
        found.age(),
        found.why(),
        found.fix());
  }

  /**
   * Whether a side can be made ready.
   *
   * @param todo how many things would be done
   */
  public static Gate keys(String database, int todo, List<Problem> hindrances) {
    String ready = todo == 0 ? "ready" : todo + " to be set or validated";
    return Findings.of(Item.KEYS.of(database), ready, hindrances);
  }

  /** Whether a source can be written. */
  public static Gate wayBack(String source, List<Problem> problems) {
    return Findings.of(Item.WAY_BACK.of(source), "can be written", problems);
  }

  /**
   * Whether rows can be brought back.
   *
   * @param lost target columns from which nothing comes back: whoever agrees sees all of them
   * @param refusals why rows of some entity cannot be brought back at all
   */
  public static Gate reversibility(List<String> lost, List<Problem> refusals) {
    String value = lost.isEmpty() ? "everything" : "all but " + String.join(", ", lost);
    return Findings.of(Item.REVERSIBILITY.word(), value, refusals);
  }

  /**
   * Whether a source's log goes on.
   *
   * @param alarm why it does not; empty when it does
   */
  public static Gate log(String source, String alarm) {
    return alarm.isEmpty()
        ? Findings.pass(Item.LOG.of(source), "goes on", "no alarm")
        : Findings.fail(
            Item.LOG.of(source),
            "ended",
            "no alarm",
            alarm,
            "read history again where changes are missing");
  }

  /** What is left of the window. */
  public static Gate window(RollbackWindow window) {
    String value = window.left().toMinutes() + " min left";
    return window.over()
        ? Findings.fail(
            Item.WINDOW.word(),
            value,
            "open",
            "the way back was kept open for " + window.length().toHours() + " h",
            "crossfade complete, or let it be kept open for longer")
        : Findings.pass(Item.WINDOW.word(), value, "open");
  }
}
