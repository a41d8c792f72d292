package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.Locations;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where rules put what they find. */
final class Report {

  private static final int MOST_NAME_BYTES = 63;

  private final Locations locations;
  private final List<Problem> problems;

  Report(Locations locations, List<Problem> problems) {
    this.locations = locations;
    this.problems = problems;
  }

  /** Whether nothing was found so far; some rules would only repeat what caused it. */
  boolean nothingYet() {
    return problems.isEmpty();
  }

  void add(String path, SpecProblem code, String what, String why, String fix) {
    problems.add(Problem.of(code, what, why, fix).at(locations.at(path)));
  }

  /** A name that becomes a name in the target database. */
  void name(String path, String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    boolean bad = bytes == 0 || bytes > MOST_NAME_BYTES || name.indexOf('\0') >= 0;
    if (bad) {
      add(
          path,
          SpecProblem.BAD_NAME,
          bytes > MOST_NAME_BYTES
              ? "a name has " + bytes + " bytes"
              : "a name is empty or contains U+0000",
          "databases take names of 1 to " + MOST_NAME_BYTES + " bytes",
          "choose another name");
    }
  }
}
