package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.engine.run.RunEvent.HistoryPlanned;
import dev.crossfade.engine.run.RunEvent.SourceHeard;
import dev.crossfade.engine.simulation.Setting;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A history that is read before its stream is heard could miss what was written in between. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ListeningTest {

  /** What the run reads each time it looks whether it may go on. */
  private static final String LOOK = "progress.entityStates";

  private final Setting setting = new Setting();
  private final List<RunEvent> events = new CopyOnWriteArrayList<>();

  private boolean notPlanned() {
    return setting.target.progress().backfill().isEmpty();
  }

  @Test
  void history_is_cut_only_after_every_stream_was_heard() throws InterruptedException {
    setting.contact(1, "early");
    setting.silence();
    try (MigrationRun run = setting.run(List::of, (at, event) -> events.add(event))) {
      Setting.begin(run);
      while (!events.contains(new SourceHeard("ads")) && notPlanned()) {
        Thread.sleep(1);
      }
      setting.awaitMore(LOOK, 4);
      assertThat(run.progress().phase()).isEqualTo(Phase.BACKFILLING);
      assertThat(run.progress().unheard()).containsExactly("crm");
      assertThat(notPlanned()).isTrue();
      setting.speak();
      while (run.progress().phase() != Phase.LIVE) {
        Thread.sleep(1);
      }
    }
    List<RunEvent> story =
        events.stream()
            .filter(event -> event instanceof SourceHeard || event instanceof HistoryPlanned)
            .toList();
    assertThat(story.subList(0, 2)).hasOnlyElementsOfType(SourceHeard.class);
    assertThat(story.subList(2, story.size()))
        .hasSize(4)
        .hasOnlyElementsOfType(HistoryPlanned.class);
  }
}
