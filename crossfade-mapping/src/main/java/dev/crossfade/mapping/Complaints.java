package dev.crossfade.mapping;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.mapping.expression.Complaint;
import dev.crossfade.mapping.expression.ExpressionRefused;
import java.util.ArrayList;
import java.util.List;

/** Collects problems and gives each its place in the files. */
final class Complaints {

  private final Locations locations;
  private final List<Problem> problems = new ArrayList<>();

  Complaints(Locations locations) {
    this.locations = locations;
  }

  List<Problem> all() {
    return problems;
  }

  void add(String path, Problem problem) {
    problems.add(problem.at(locations.at(path)).with("path", path));
  }

  /** Everything wrong in an expression, each at its own character. */
  void add(String path, ExpressionRefused refused) {
    for (Complaint complaint : refused.complaints()) {
      Problem problem =
          Problem.of(complaint.code(), complaint.what(), complaint.why(), complaint.fix());
      problems.add(
          problem
              .at(locations.within(path, complaint.line(), complaint.column()))
              .with("path", path));
    }
  }
}
