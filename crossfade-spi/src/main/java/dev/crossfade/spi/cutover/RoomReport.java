package dev.crossfade.spi.cutover;

import dev.crossfade.core.problem.Problem;
import java.util.List;

/**
 * How much room a database has for its log.
 *
 * @param seen what there is, in words
 * @param unseen what could not be looked at, in words
 * @param limit what it is held against, in words
 * @param problems what is too little or too much
 */
public record RoomReport(
    List<String> seen, List<String> unseen, String limit, List<Problem> problems) {

  public RoomReport {
    seen = List.copyOf(seen);
    unseen = List.copyOf(unseen);
    problems = List.copyOf(problems);
  }

  /** All of it in one sentence. */
  public String sentence() {
    String known = String.join(", ", seen);
    return unseen.isEmpty() ? known : known + "; not known: " + String.join(", ", unseen);
  }
}
