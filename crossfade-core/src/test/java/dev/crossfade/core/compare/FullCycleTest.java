package dev.crossfade.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.compare.FullCycle.Pass;
import dev.crossfade.core.compare.FullCycle.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FullCycleTest {

  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> BOTH = List.of("account", "contact");

  private final FullCycle hourly = new FullCycle(HOUR);

  private static Instant at(long minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }

  private static Pass pass(long began, long minutes) {
    return new Pass(at(began), at(began + minutes));
  }

  @Test
  void whatWasNeverComparedIsSoAfterAMoment() {
    assertThat(hourly.next(BOTH, Map.of(), NOON)).contains(new Turn("account", at(1)));
    assertThat(hourly.next(BOTH, Map.of("account", pass(0, 0)), NOON))
        .contains(new Turn("contact", at(1)));
  }

  @Test
  void theOneComparedLongestAgoIsNextOnceItsPassIsAsOldAsMayBe() {
    Map<String, Pass> passes = Map.of("account", pass(3, 0), "contact", pass(2, 0));

    assertThat(hourly.next(BOTH, passes, NOON)).contains(new Turn("contact", at(62)));
    assertThat(hourly.next(List.of("account"), passes, NOON)).contains(new Turn("account", at(63)));
  }

  /** Its age counts from when it began: what was changed behind its reader is not proven. */
  @Test
  void aPassIsAsOldAsItsBeginning() {
    assertThat(hourly.next(BOTH, Map.of("account", pass(0, 5), "contact", pass(9, 1)), NOON))
        .contains(new Turn("account", at(60)));
  }

  @Test
  void comparingTakesAtMostATenthOfTheTime() {
    Map<String, Pass> passes = Map.of("account", pass(0, 30), "contact", pass(30, 1));

    assertThat(hourly.next(BOTH, passes, NOON)).contains(new Turn("account", at(300)));
    assertThat(FullCycle.rest(Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(270));
  }

  /** One that is not there now has cost its time all the same. */
  @Test
  void restIsTakenAfterWhicheverPass() {
    assertThat(hourly.next(List.of("contact"), Map.of("account", pass(0, 30)), NOON))
        .contains(new Turn("contact", at(300)));
  }

  @Test
  void nobodyComparesWhatNobodyWantsOrCan() {
    assertThat(new FullCycle(Duration.ZERO).next(BOTH, Map.of(), NOON)).isEmpty();
    assertThat(hourly.next(List.of(), Map.of("account", pass(0, 1)), NOON)).isEmpty();
  }
}
