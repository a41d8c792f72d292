package dev.crossfade.engine.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.spi.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lines of a journal say that clients were brought back. */
class RehearsedTest {

  private final List<JournalEntry> journal = new ArrayList<>();

  private void entered(Phase phase, Trigger by) {
    long version = journal.size() + 1;
    journal.add(
        new JournalEntry(
            version,
            Instant.ofEpochSecond(version),
            "owner",
            1,
            "a" + version,
            EventText.format(new Event.Entered(phase, by))));
  }

  @Test
  void a_rollback_that_was_finished() {
    entered(Phase.LIVE, Trigger.FINISHED);
    entered(Phase.CUTOVER, Trigger.CUT_OVER);
    entered(Phase.WINDOW, Trigger.FINISHED);
    assertThat(Rehearsed.last(journal)).isEmpty();
    entered(Phase.ROLLBACK, Trigger.ROLL_BACK);
    assertThat(Rehearsed.last(journal)).isEmpty();
    entered(Phase.LIVE, Trigger.FINISHED);
    assertThat(Rehearsed.last(journal)).contains(Instant.ofEpochSecond(5));

    entered(Phase.VERIFYING, Trigger.VERIFY);
    entered(Phase.LIVE, Trigger.FINISHED);

    assertThat(Rehearsed.last(journal)).contains(Instant.ofEpochSecond(5));
  }

  @Test
  void not_an_attempt_that_went_back() {
    entered(Phase.CUTOVER, Trigger.CUT_OVER);
    entered(Phase.LIVE, Trigger.FAILURE);
    entered(Phase.WINDOW, Trigger.FINISHED);
    entered(Phase.ROLLBACK, Trigger.ROLL_BACK);
    entered(Phase.WINDOW, Trigger.FAILURE);

    assertThat(Rehearsed.last(journal)).isEmpty();
  }
}
