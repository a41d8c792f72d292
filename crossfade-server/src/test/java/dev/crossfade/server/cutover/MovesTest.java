package dev.crossfade.server.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who went there and back once is on his way there again when the last thing says so. */
class MovesTest {

  private static JournalEntry entered(long version, Phase phase, Trigger by) {
    return new JournalEntry(
        version,
        Instant.parse("2026-01-01T00:00:00Z"),
        "anna",
        1,
        "append-" + version,
        EventText.format(new Event.Entered(phase, by)));
  }

  private static final List<JournalEntry> THERE_AND_BACK =
      List.of(
          entered(1, Phase.CUTOVER, Trigger.CUT_OVER),
          entered(2, Phase.WINDOW, Trigger.FINISHED),
          entered(3, Phase.ROLLBACK, Trigger.ROLL_BACK),
          entered(4, Phase.LIVE, Trigger.FINISHED));

  @Test
  void theLatestOneIsToldFromWhatFollowsIt() {
    assertThat(Moves.latest(THERE_AND_BACK)).map(Moves.Move::to).contains(Side.LEGACY);
    assertThat(Moves.latest(THERE_AND_BACK.subList(0, 2))).map(Moves.Move::to).contains(Side.NEW);
    assertThat(Moves.latest(THERE_AND_BACK.subList(1, 2))).isEmpty();
  }
}
