package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.trouble.Troubles;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells checks that fail as a trouble until they are right again. For one thread. */
final class FailingChecks {

  private static final Logger LOG = LoggerFactory.getLogger(FailingChecks.class);

  private final Troubles troubles;
  private final String task;
  private final BiFunction<String, String, Problem> problem;
  private String told = "";

  /**
   * @param task in whose name it is told
   * @param problem made of what fails, and of why
   */
  FailingChecks(Troubles troubles, String task, BiFunction<String, String, Problem> problem) {
    this.troubles = troubles;
    this.task = task;
    this.problem = problem;
  }

  /**
   * Tells what is news.
   *
   * @param failing why, by what fails; empty when nothing does
   */
  void tell(Map<String, String> failing) {
    String why = String.join("; ", failing.values());
    if (why.equals(told)) {
      return;
    }
    if (why.isEmpty()) {
      troubles.gone(task);
    } else {
      // a number that changes is no other trouble, and does not begin to last anew
      LOG.warn("checks do not pass: {} {}", task, why);
      troubles.failing(task, problem.apply(failing.keySet().toString(), why));
    }
    told = why;
  }

  /** Nobody looks any more. */
  void gone() {
    troubles.gone(task);
  }
}
