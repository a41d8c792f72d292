package dev.crossfade.jdbc.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Outcome;

/** Says how a commit has to end. */
final class Committed {

  private Committed() {}

  static void done(Outcome<Void> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  static String notDone(Outcome<Void> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.NotDone.class);
    return ((Outcome.NotDone<Void>) outcome).why().code().text();
  }
}
