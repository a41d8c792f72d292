package dev.crossfade.server.run;

import dev.crossfade.engine.run.RunEvent;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.ProgressDisplay;
import dev.crossfade.server.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the turning points of a run to people, and all of it to the timeline and the log. */
final class RunStory implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(RunStory.class);

  private final ProgressDisplay display;
  private final Timeline timeline;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

  RunStory(ProgressDisplay display, Timeline timeline) {
    this.display = display;
    this.timeline = timeline;
  }

  @Override
  public void on(Instant at, RunEvent event) {
    timeline.on(at, event);
    LOG.info("event {}", event);
    if (event instanceof RunEvent.EntitiesPublished done) {
      lines.add(published(done));
    }
  }

  /** Shows what happened since the last call, on the thread that owns the display. */
  void tell() {
    String line = lines.poll();
    while (line != null) {
      display.say(line);
      line = lines.poll();
    }
  }

  private String published(RunEvent.EntitiesPublished done) {
    StringBuilder line = new StringBuilder();
    Report.Backfill backfill = timeline.backfill();
    if (backfill != null) {
      line.append("Copied ")
          .append(Words.count(backfill.rows(), "row"))
          .append(" in ")
          .append(Words.time(Duration.ofMillis((long) (backfill.seconds() * 1000))))
          .append(" (")
          .append(Words.rate(backfill.rowsPerSecond()))
          .append("). ");
    }
    return line.append("Published ")
        .append(Words.count(done.entities().size(), "table"))
        .append(" at once, after applying ")
        .append(Words.count(done.seamChanges(), "held change"))
        .append('.')
        .toString();
  }
}
