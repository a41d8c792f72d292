package dev.crossfade.core.phase;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which phase follows which, and why. The one source of what is allowed: what is not in the table
 * does not happen.
 */
public final class PhaseTable {

  /** The phases of a migration. */
  public static final PhaseTable MIGRATION =
      new PhaseTable()
          .row(Phase.DRAFT, Trigger.START, Phase.PREPARING)
          .row(Phase.PREPARING, Trigger.FINISHED, Phase.BACKFILLING)
          .row(Phase.BACKFILLING, Trigger.FINISHED, Phase.SYNCING)
          .gate(Phase.SYNCING, Trigger.FINISHED, Phase.PUBLISHING)
          .row(Phase.BACKFILLING, Trigger.RELOAD, Phase.PREPARING)
          .row(Phase.SYNCING, Trigger.RELOAD, Phase.PREPARING)
          .row(Phase.PUBLISHING, Trigger.BLOCKED, Phase.SYNCING)
          .row(Phase.PUBLISHING, Trigger.FINISHED, Phase.LIVE)
          .row(Phase.LIVE, Trigger.EXTEND, Phase.PREPARING)
          .row(Phase.LIVE, Trigger.VERIFY, Phase.VERIFYING)
          .row(Phase.VERIFYING, Trigger.FINISHED, Phase.LIVE)
          .row(Phase.LIVE, Trigger.RELOAD, Phase.RELOADING)
          .row(Phase.RELOADING, Trigger.FINISHED, Phase.LIVE)
          .gate(Phase.LIVE, Trigger.COMPLETE, Phase.COMPLETED)
          .gate(Phase.LIVE, Trigger.CUT_OVER, Phase.CUTOVER)
          .row(Phase.CUTOVER, Trigger.FINISHED, Phase.WINDOW)
          .row(Phase.WINDOW, Trigger.VERIFY, Phase.WINDOW_VERIFYING)
          .row(Phase.WINDOW_VERIFYING, Trigger.FINISHED, Phase.WINDOW)
          .row(Phase.WINDOW, Trigger.ROLL_BACK, Phase.ROLLBACK)
          .row(Phase.ROLLBACK, Trigger.FINISHED, Phase.LIVE)
          .gate(Phase.WINDOW, Trigger.COMPLETE, Phase.COMPLETED)
          .interruptible(
              Phase.PREPARING,
              Phase.BACKFILLING,
              Phase.SYNCING,
              Phase.PUBLISHING,
              Phase.LIVE,
              Phase.VERIFYING,
              Phase.RELOADING,
              Phase.WINDOW,
              Phase.WINDOW_VERIFYING)
          .fails(
              Phase.FAILED,
              Phase.PREPARING,
              Phase.BACKFILLING,
              Phase.SYNCING,
              Phase.PUBLISHING,
              Phase.LIVE,
              Phase.WINDOW)
          // what is live stays live; if its streams cannot go on, that fails it in a moment
          .fails(Phase.LIVE, Phase.VERIFYING, Phase.RELOADING)
          // whoever was being moved is back where he was
          .fails(Phase.LIVE, Phase.CUTOVER)
          .fails(Phase.WINDOW, Phase.WINDOW_VERIFYING, Phase.ROLLBACK)
          .goesBack(Phase.PAUSED, Trigger.RESUME)
          .row(Phase.PAUSED, Trigger.STOP, Phase.STOPPED)
          .goesBack(Phase.STOPPED, Trigger.START)
          .goesBack(Phase.FAILED, Trigger.RETRY)
          .row(Phase.FAILED, Trigger.STOP, Phase.STOPPED);

  private final List<Row> rows = new ArrayList<>();

  private PhaseTable() {}

  /** How a row ends. */
  public enum Way {
    /** In the phase it names. */
    ON,
    /** In the phase it names, unless a flag keeps the gate closed. */
    GATE,
    /** In the phase that was interrupted. */
    BACK
  }

  /**
   * One row.
   *
   * @param from the phase that ends
   * @param by what ends it
   * @param way how the next one is found
   * @param to the phase that begins; for {@link Way#BACK} the one that ends
   */
  public record Row(Phase from, Trigger by, Way way, Phase to) {}

  private PhaseTable row(Phase from, Trigger by, Phase to) {
    return add(new Row(from, by, Way.ON, to));
  }

  private PhaseTable gate(Phase from, Trigger by, Phase to) {
    return add(new Row(from, by, Way.GATE, to));
  }

  private PhaseTable goesBack(Phase from, Trigger by) {
    return add(new Row(from, by, Way.BACK, from));
  }

  private PhaseTable interruptible(Phase... phases) {
    for (Phase phase : phases) {
      row(phase, Trigger.PAUSE, Phase.PAUSED);
      row(phase, Trigger.STOP, Phase.STOPPED);
    }
    return this;
  }

  private PhaseTable fails(Phase into, Phase... phases) {
    for (Phase phase : phases) {
      row(phase, Trigger.FAILURE, into);
    }
    return this;
  }

  private PhaseTable add(Row row) {
    if (row(row.from(), row.by()).isPresent()) {
      throw new IllegalStateException("two rows for " + row.from() + " and " + row.by());
    }
    rows.add(row);
    return this;
  }

  /** All rows, in the order of a migration's life. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** What this trigger does in this phase, if it may do anything. */
  public Optional<Row> row(Phase from, Trigger by) {
    return rows.stream().filter(row -> row.from() == from && row.by() == by).findFirst();
  }

  /** Whether a gate has to open before this phase begins. */
  public boolean gated(Phase phase) {
    return rows.stream().anyMatch(row -> row.way() == Way.GATE && row.to() == phase);
  }

  /** What people may ask for in this phase. */
  public Set<Trigger> askable(Phase phase) {
    Set<Trigger> askable = EnumSet.noneOf(Trigger.class);
    rows.stream()
        .filter(row -> row.from() == phase && row.by().asked())
        .forEach(row -> askable.add(row.by()));
    return askable;
  }
}
