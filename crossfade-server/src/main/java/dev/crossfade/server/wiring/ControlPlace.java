package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.ProgressStore;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the journal of a migration is. It stays where it began: two journals would decide about the
 * same data without knowing of each other.
 */
enum ControlPlace {
  /** In the target, as the commands of this machine have it. */
  TARGET("crossfade run"),
  /** In the control store of a server. */
  SERVER("crossfade server");

  private static final String FACT = "control.place";

  private final String command;

  ControlPlace(String command) {
    this.command = command;
  }

  /**
   * Makes sure that the journal is nowhere else.
   *
   * @throws dev.crossfade.core.problem.ProblemException when it is
   */
  void claim(Connected connected) {
    ProgressStore progress = connected.target().progress();
    if (progress.entityStates().isEmpty()) {
      return;
    }
    ControlPlace present = of(connected);
    if (present != this) {
      throw Problem.of(
              ServerProblem.JOURNAL_ELSEWHERE,
              "Migration " + connected.spec().name() + " was begun by " + present.command + ".",
              "Its journal is "
                  + (present == TARGET ? "in its target." : "in the control store of that server."),
              "Go on with " + present.command + ", or begin anew in an empty target.")
          .raise();
    }
  }

  /** Where the journal of a migration is whose target is prepared. */
  static ControlPlace of(Connected connected) {
    Optional<String> fact = connected.target().progress().fact(FACT);
    return fact.map(text -> valueOf(text.toUpperCase(Locale.ROOT))).orElse(TARGET);
  }

  /** Records it in the prepared target. */
  void remember(Connected connected) {
    ProgressStore progress = connected.target().progress();
    String text = name().toLowerCase(Locale.ROOT);
    if (!progress.fact(FACT).equals(Optional.of(text))) {
      progress.remember(FACT, text);
    }
  }
}
