package dev.crossfade.core.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;

/** What is demanded of an item of the list. */
final class GateAssert {

  private GateAssert() {}

  static void passes(Gate gate) {
    assertThat(gate.state()).as(gate.toString()).isEqualTo(State.PASS);
  }

  /** One that does not pass says why, and what is to be done. */
  static void is(State state, Gate gate) {
    assertThat(gate.state()).as(gate.toString()).isEqualTo(state);
    assertThat(gate.why()).isNotBlank();
    assertThat(gate.fix()).isNotBlank();
  }
}
