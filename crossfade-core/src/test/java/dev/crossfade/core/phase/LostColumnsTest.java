package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who signs a cutover sees what no way back would bring back. */
class LostColumnsTest {

  private static final SignOffDemand TWO =
      new SignOffDemand(2, Duration.ofHours(24), "spec-1", List.of("PUBLISH lead"));

  private MigrationState state =
      MigrationState.draft("unify").after(List.of(new Event.Entered(Phase.LIVE, Trigger.FINISHED)));

  private void verified(String result) {
    state =
        state.after(
            List.of(
                new Event.Entered(Phase.VERIFYING, Trigger.VERIFY),
                new Event.Begun(StepKind.VERIFY, 1, 0),
                new Event.Done(StepKind.VERIFY, 1, result),
                new Event.Entered(Phase.LIVE, Trigger.FINISHED)));
  }

  private SignOffBasis basis(Phase gate) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return SignOffStanding.before(state, TWO, now, gate).orElseThrow().basis();
  }

  private Optional<List<String>> lost() {
    return basis(Phase.CUTOVER).lost();
  }

  @Test
  void the_latest_verification_says_them_for_a_cutover_only() {
    assertThat(lost()).as("nobody has said so").isEmpty();
    verified("lead EQUAL");
    assertThat(lost()).as("of a version that did not say so").isEmpty();
    verified(LostColumns.said("lead EQUAL", List.of("lead.hash", "lead.name")));

    assertThat(lost()).contains(List.of("lead.hash", "lead.name"));
    assertThat(basis(Phase.COMPLETED).lost()).isEmpty();
    verified(LostColumns.said("lead EQUAL", List.of()));
    assertThat(lost()).contains(List.of());
  }

  @Test
  void they_are_signed_and_are_of_one_specification() {
    MigrationState before = state;
    verified(LostColumns.said("lead EQUAL", List.of("lead.hash")));
    String hash = basis(Phase.CUTOVER).hash();
    state = before;
    verified(LostColumns.said("lead EQUAL", List.of()));
    assertThat(basis(Phase.CUTOVER).hash()).isNotEqualTo(hash);

    state = state.after(List.of(new Event.Described("spec-1", 2)));
    assertThat(lost()).isEmpty();
  }
}
