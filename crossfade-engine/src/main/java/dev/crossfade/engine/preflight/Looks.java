package dev.crossfade.engine.preflight;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.GateReport;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Looks at one item after the other; what cannot be looked at is not known. */
final class Looks {

  private final List<Gate> found = new ArrayList<>();
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * Looks at an item.
   *
   * @param item its name, also if it cannot be looked at
   */
  void at(String item, Supplier<Gate> look) {
    asked.add(item);
    try {
      found.add(look.get());
    } catch (ProblemException e) {
      Problem why = e.problem();
      found.add(
          new Gate(
              item,
              Gate.State.UNKNOWN,
              "not known",
              "",
              Duration.ZERO,
              why.code().text() + " " + why.what() + ": " + why.why(),
              why.fix()));
    }
  }

  GateReport report() {
    return new GateReport(found);
  }

  /** What has to be in the list. */
  Set<String> asked() {
    return Set.copyOf(asked);
  }
}
