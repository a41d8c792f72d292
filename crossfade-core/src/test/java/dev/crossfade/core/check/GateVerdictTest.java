package dev.crossfade.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateVerdictTest {

  private static final Instant AT = Instant.parse("2026-11-26T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static Check check(String id, Severity severity) {
    return new Check(id, CheckKind.COUNTS, "e", severity, "", "", HOUR, Map.of());
  }

  private static CheckResult result(String id, CheckState state, String why) {
    return new CheckResult(
        id, state, "seen", "", "", List.of(why), List.of(), List.of(), AT, Duration.ZERO);
  }

  private static String why(CheckState state, Severity severity, Set<String> overridden) {
    return GateVerdict.why(
        List.of(check("e/counts", severity)),
        Map.of("e/counts", result("e/counts", state, "two are lost")),
        overridden);
  }

  @Test
  void onlyAPassOrSomebodyWhoAnswersOpensIt() {
    assertThat(why(CheckState.PASSED, Severity.ERROR, Set.of())).isEmpty();
    assertThat(why(CheckState.FAILED, Severity.ERROR, Set.of()))
        .isEqualTo("e/counts FAILED: two are lost");
    assertThat(why(CheckState.ERROR, Severity.ERROR, Set.of("e/keys"))).startsWith("e/counts ERR");
    assertThat(why(CheckState.SKIPPED, Severity.ERROR, Set.of())).isNotEmpty();
    assertThat(why(CheckState.FAILED, Severity.WARN, Set.of())).isEmpty();
    assertThat(why(CheckState.FAILED, Severity.ERROR, Set.of("e/counts"))).isEmpty();
    assertThat(GateVerdict.why(List.of(check("e/x", Severity.ERROR)), Map.of(), Set.of()))
        .isEqualTo("e/x: never asked");
  }

  @Test
  void aReasonNamesItsChecks() {
    String why = "e/counts FAILED: two are lost; e/keys skipped because e/schema failed";
    assertThat(GateVerdict.names(why, "e/counts")).isTrue();
    assertThat(GateVerdict.names(why, "e/keys")).isTrue();
    assertThat(GateVerdict.names(why, "e/schema")).isFalse();
    assertThat(GateVerdict.names(why, "e/count")).isFalse();
  }

  @Test
  void aScheduleSaysWhenSomethingIsAskedAgainWhateverWasFound() {
    Check check = check("e/counts", Severity.ERROR);
    CheckResult failed = result("e/counts", CheckState.FAILED, "x");
    assertThat(Freshness.scheduled(check, null, AT)).isTrue();
    assertThat(Freshness.scheduled(check, failed, AT.plusSeconds(3_599))).isFalse();
    assertThat(Freshness.scheduled(check, failed, AT.plus(HOUR))).isTrue();
    Check never = new Check("x", CheckKind.KEYS, "e", Severity.ERROR, "", "", null, Map.of());
    assertThat(Freshness.scheduled(never, null, AT)).isFalse();
  }
}
