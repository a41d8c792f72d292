package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.ServerProblem;

/** What only a server can do, which knows people. */
final class Peopled {

  private Peopled() {}

  /** Refuses a migration whose gates would never open, because nobody could agree to anything. */
  static void refuse(MigrationSpec spec) {
    if (spec.signOffs().required() > 0) {
      throw Problem.of(
              ServerProblem.SIGN_OFFS_NEED_SERVER,
              spec.name() + " asks for sign-offs of " + spec.signOffs().required() + " people.",
              "This command runs without accounts, so nobody can give them.",
              "Let a server carry it out: crossfade server; or take signOffs out of crossfade.yaml.")
          .raise();
    }
  }
}
