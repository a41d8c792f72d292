package dev.crossfade.core.phase;

import java.util.List;

/** How far something that was asked for has come, read from what has happened since. */
public sealed interface Course {

  /**
   * It is under way.
   *
   * @param phase where it is
   * @param done steps of the phase that are done
   * @param steps all steps of the phase
   */
  record UnderWay(Phase phase, int done, int steps) implements Course {}

  /** It came to rest in a phase that goes no further by itself. */
  record Arrived(Phase phase) implements Course {}

  /** Something could not be done. */
  record Failed(String why) implements Course {}

  /** Somebody asked for something else before it was there. */
  record Overtaken(Trigger by) implements Course {}

  /**
   * The course of what led to a state.
   *
   * @param then the state that asking led to
   * @param since everything that has happened since, in order
   */
  static Course of(MigrationState then, List<Event> since) {
    MigrationState state = then;
    for (Event event : since) {
      if (arrived(state)) {
        return new Arrived(state.phase());
      }
      state = state.after(event);
      if (event instanceof Event.Entered entered && entered.by().asked()) {
        return new Overtaken(entered.by());
      } else if (event instanceof Event.Entered entered && entered.by() == Trigger.FAILURE) {
        return new Failed(state.trouble());
      }
    }
    return arrived(state) ? new Arrived(state.phase()) : underWay(state.here());
  }

  private static boolean arrived(MigrationState state) {
    boolean goesOn = PhaseTable.MIGRATION.row(state.phase(), Trigger.FINISHED).isPresent();
    return state.over() || (state.here().current().isEmpty() && !goesOn);
  }

  private static Course underWay(Visit here) {
    int done =
        (int) here.steps().stream().filter(step -> step.status() == StepState.Status.DONE).count();
    return new UnderWay(here.phase(), done, here.steps().size());
  }
}
