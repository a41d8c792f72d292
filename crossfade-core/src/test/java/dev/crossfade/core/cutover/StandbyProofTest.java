package dev.crossfade.core.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.compare.Verdict.Result;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandbyProofTest {

  private static final Instant AT = Instant.parse("2026-05-04T12:00:00Z");

  private static Verdict verdict(String entity, Result result, long differ, long unsettled) {
    return new Verdict(
        entity, result, 9, differ, List.of(), unsettled, 0, 0, Map.of(), "v1", AT, AT);
  }

  @Test
  void whatWasNotFoundEqualIsWhyClientsCouldNotGoBack() {
    List<Verdict> verdicts =
        List.of(
            verdict("account", Result.EQUAL, 0, 0),
            verdict("contact", Result.DIFFERENT, 3, 0),
            verdict("lead", Result.UNKNOWN, 0, 2));

    assertThat(StandbyProof.hindrances(verdicts))
        .containsExactly(
            "contact was compared at 2026-05-04T12:00:00Z: DIFFERENT (3 differ, 0 unsettled)",
            "lead was compared at 2026-05-04T12:00:00Z: UNKNOWN (0 differ, 2 unsettled)");
    assertThat(StandbyProof.hindrances(List.of())).isEmpty();
  }
}
