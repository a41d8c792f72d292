package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.audit.ActForwarder;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.Optional;

/**
 * Where the journal of a migration is: in its target, as the commands of this machine have it, or
 * in the control store of a server. It stays where it began. The fence of the target makes sure of
 * that; here it is told early.
 */
final class ControlPlace {

  private ControlPlace() {}

  /** Whether a target is not known to be moved on by another control store, prepared, than this. */
  static boolean mayBe(ControlStore control, TargetDatabase target) {
    Optional<String> journal = target.progress().fact(ProgressStore.JOURNAL);
    return journal.isEmpty() || journal.get().equals(control.audit().origin());
  }

  /** Brings acts into the audit log, if that is here; else whoever keeps it does. */
  static void tell(ControlStore control, TargetDatabase target) {
    if (control.prepared() && mayBe(control, target)) {
      new ActForwarder(target.acts(), control.audit()).forward();
    }
  }

  /**
   * Makes sure of it.
   *
   * @throws ProblemException when the journal is elsewhere
   */
  static void require(ControlStore control, TargetDatabase target, String migration) {
    Optional<String> journal = target.progress().fact(ProgressStore.JOURNAL);
    boolean here =
        journal.isEmpty() || (control.prepared() && journal.get().equals(control.audit().origin()));
    if (!here) {
      throw Problem.of(
              ServerProblem.JOURNAL_ELSEWHERE,
              "The journal of migration " + migration + " is in another place.",
              "It was begun by a server, and not by crossfade run, or the other way round.",
              "Go on where it was begun; a server is asked with crossfade migration show "
                  + migration
                  + ", migration plan, migration verify and audit remote. Or begin anew in an empty"
                  + " target.")
          .raise();
    }
  }
}
