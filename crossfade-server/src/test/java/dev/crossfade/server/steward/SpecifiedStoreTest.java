package dev.crossfade.server.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryControl;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SpecifiedStoreTest {
  private static final String NAME = "shop";

  private final InMemoryControl control = new InMemoryControl(Clock.systemUTC(), Faults.NONE);
  private final AtomicBoolean current = new AtomicBoolean(true);
  private final SpecifiedStore store = new SpecifiedStore(control, current::get);

  private void entered(long after, Phase phase, Trigger by) {
    String event = EventText.format(new Event.Entered(phase, by));
    control
        .journal()
        .append(new Append(NAME, "a" + after, after, 0, Instant.EPOCH, "somebody", List.of(event)));
  }

  @Test
  void whoGoesByAnotherSpecificationDoesNotDecideWhatIsToBeTakenIn() {
    entered(0, Phase.PREPARING, Trigger.START);
    current.set(false);
    assertThat(store.journal().read(NAME, 0)).as("all else goes on").hasSize(1);
    entered(1, Phase.PREPARING, Trigger.EXTEND);

    assertThatThrownBy(() -> store.journal().read(NAME, 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT));
    assertThatThrownBy(() -> store.journal().read(NAME, 0, 5)).isInstanceOf(ProblemException.class);

    current.set(true);
    assertThat(store.journal().read(NAME, 0))
        .extracting(JournalEntry::version)
        .containsExactly(1L, 2L);
  }
}
