package dev.crossfade.server.run;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.engine.run.RunEvent;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.server.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Remembers when what happened in a run, for its report. Thread-safe. */
public final class Timeline implements RunListener {
  /**
   * A phase that began.
   *
   * @param phase which
   * @param at when
   */
  private record Began(Phase phase, Instant at) {}

  private final List<Began> phases = new ArrayList<>();
  private @Nullable Instant firstChunk;
  private @Nullable Instant lastChunk;
  private @Nullable Instant published;
  private long rows;
  private long refused;
  private long seamChanges;

  @Override
  public synchronized void on(Instant at, RunEvent event) {
    if (event instanceof RunEvent.PhaseBegan began) {
      phases.add(new Began(began.phase(), at));
    } else if (event instanceof RunEvent.ChunkLoaded chunk) {
      firstChunk = firstChunk == null ? began(Phase.BACKFILLING, at) : firstChunk;
      lastChunk = at;
      rows += chunk.rows();
      refused += chunk.refused();
    } else if (event instanceof RunEvent.EntitiesPublished done) {
      published = published == null ? at : published;
      seamChanges += done.seamChanges();
    }
  }

  /** When this process published, null before. */
  public synchronized @Nullable Instant published() {
    return published;
  }

  /** Rows of history this process read. */
  public synchronized long rows() {
    return rows;
  }

  /** Rows of history this process put into quarantine. */
  public synchronized long refused() {
    return refused;
  }

  /** The copy of history with its planning, null when this process copied nothing. */
  public synchronized Report.@Nullable Backfill backfill() {
    if (firstChunk == null || lastChunk == null) {
      return null;
    }
    double seconds = seconds(firstChunk, lastChunk);
    return new Report.Backfill(rows, seconds, rounded(rows / Math.max(seconds, 0.001)));
  }

  private Instant began(Phase phase, Instant otherwise) {
    return phases.stream()
        .filter(each -> each.phase() == phase)
        .map(Began::at)
        .findFirst()
        .orElse(otherwise);
  }

  /** From history to publish, null when this process published nothing. */
  public synchronized Report.@Nullable Seam seam() {
    if (published == null) {
      return null;
    }
    Instant start = lastChunk == null ? start() : lastChunk;
    return new Report.Seam(seconds(start, published), seamChanges);
  }

  /** How long each phase took until the given moment. */
  public synchronized List<Report.PhaseTime> phases(Instant now) {
    List<Report.PhaseTime> times = new ArrayList<>();
    for (int i = 0; i < phases.size(); i++) {
      Instant end = i + 1 < phases.size() ? phases.get(i + 1).at() : now;
      String name = phases.get(i).phase().name().toLowerCase(Locale.ROOT);
      if (moves(phases.get(i).phase())) {
        times.add(new Report.PhaseTime(name, seconds(phases.get(i).at(), end)));
      }
    }
    return times;
  }

  private static boolean moves(Phase phase) {
    return phase == Phase.PREPARING || phase.follows();
  }

  private Instant start() {
    return phases.isEmpty() ? Instant.EPOCH : phases.get(0).at();
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
  }

  private static double rounded(double number) {
    return Math.round(number * 10) / 10.0;
  }
}
