package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.journal.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether somebody else looks after a migration. A lease that is there, but not prolonged, is
 * that of a process that has died: it is waited for. One thread.
 */
final class LeaseWatch {

  private final String migration;
  private final MigrationRun run;
  private @Nullable Holder before;
  private boolean acted;

  LeaseWatch(String migration, MigrationRun run) {
    this.migration = migration;
    this.run = run;
  }

  /**
   * Looks; to be called again and again.
   *
   * @throws dev.crossfade.core.problem.ProblemException when another process is at work
   */
  void look() {
    if (run.acts()) {
      acted = true;
      return;
    }
    Holder now = run.otherHolder().filter(Holder::holds).orElse(null);
    if (now != null && (acted || prolonged(now))) {
      throw held(now).raise();
    }
    before = now == null ? before : now;
  }

  private boolean prolonged(Holder now) {
    return before != null
        && (before.epoch() != now.epoch() || now.left().compareTo(before.left()) > 0);
  }

  private Problem held(Holder holder) {
    return Problem.of(
            ServerProblem.LEASE_HELD,
            "Another process looks after migration " + migration + ": " + holder.owner() + ".",
            "Its lease is good for another "
                + Math.max(1, holder.left().toSeconds())
                + " s, and is prolonged as long as it works.",
            "Let it work, or stop it first: its lease ends with it.")
        .with("epoch", holder.epoch());
  }
}
