package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateReportTest {

  private static Gate gate(String item, Gate.State state, long seconds) {
    return new Gate(item, state, "1", "2", Duration.ofSeconds(seconds), "", "");
  }

  @ParameterizedTest
  @EnumSource(Gate.State.class)
  void only_what_passes_lets_go(Gate.State state) {
    GateReport report = new GateReport(List.of(gate("lag", state, 1)));
    assertThat(report.go(Set.of("lag"))).isEqualTo(state == Gate.State.PASS);
  }

  @Test
  void what_nobody_looked_at_is_no_pass() {
    GateReport report = new GateReport(List.of(gate("lag", Gate.State.PASS, 1)));
    assertThat(report.go(Set.of("lag", "reverse proven"))).isFalse();
    assertThat(report.hindrances(Set.of("lag", "reverse proven")))
        .containsExactly("reverse proven");
    assertThat(new GateReport(List.of()).go(Set.of())).isFalse();
  }

  @Test
  void what_was_not_asked_for_hinders_all_the_same() {
    GateReport report =
        new GateReport(
            List.of(gate("lag", Gate.State.PASS, 1), gate("drift", Gate.State.UNKNOWN, 1)));
    assertThat(report.go(Set.of("lag"))).isFalse();
  }

  @Test
  void a_pass_grows_stale() {
    Gate pass = gate("verified", Gate.State.PASS, 3_601);
    assertThat(pass.fresherThan(Duration.ofSeconds(3_601)).state()).isEqualTo(Gate.State.PASS);
    assertThat(pass.fresherThan(Duration.ofHours(1)).state()).isEqualTo(Gate.State.STALE);
    assertThat(gate("x", Gate.State.FAIL, 9_999).fresherThan(Duration.ofHours(1)).state())
        .isEqualTo(Gate.State.FAIL);
  }

  @Test
  void an_item_is_there_once() {
    Gate gate = gate("lag", Gate.State.PASS, 1);
    assertThatThrownBy(() -> new GateReport(List.of(gate, gate))).hasMessage("twice: lag");
  }
}
