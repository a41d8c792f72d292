package dev.crossfade.server.answer;

import dev.crossfade.core.phase.PhaseProblem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.server.ApiProblem;

/** Which status of HTTP belongs to which problem. */
final class Statuses {

  private Statuses() {}

  static int of(ProblemCode code) {
    if (code instanceof ApiProblem api) {
      return api.status();
    }
    if (code instanceof PhaseProblem phase) {
      return phase == PhaseProblem.NOT_A_PERSON || phase == PhaseProblem.NOT_FRESH ? 403 : 409;
    }
    return switch (code.kind()) {
      case TRANSIENT -> 503;
      case ESCALATE -> 500;
      case DATA -> 422;
      case OPERATOR -> code.number() < 2000 ? 422 : 409;
    };
  }
}
