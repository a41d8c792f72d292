package dev.crossfade.engine.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.run.RunProgress.Backfill;
import dev.crossfade.engine.run.RunProgress.History;
import dev.crossfade.engine.run.RunProgress.Remaining;
import dev.crossfade.engine.stream.StreamFollower;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is known about a run. The coordinator refreshes what lies in the target; anybody may
 * read at any time without touching a database.
 */
final class ProgressBoard {

  private final BackfillMeter meter;
  private final Map<String, StreamFollower> streams = new ConcurrentSkipListMap<>();
  private final Troubles troubles;
  private final List<Problem> problems = new CopyOnWriteArrayList<>();
  private final Set<Integer> planned = ConcurrentHashMap.newKeySet();
  private volatile Stored stored = new Stored(Map.of(), Map.of(), List.of(), -1, 0);

  ProgressBoard(Clock clock, Duration lasting) {
    this.meter = new BackfillMeter(clock);
    this.troubles = new Troubles(clock, lasting, lasting.multipliedBy(2));
  }

  private record Stored(
      Map<String, EntityState> entities,
      Map<String, String> gates,
      List<History> histories,
      long missingRows,
      long quarantined) {}

  BackfillMeter meter() {
    return meter;
  }

  /** Something begins anew, with nothing known of problems. */
  void begin() {
    problems.clear();
    streams.clear();
  }

  Troubles troubles() {
    return troubles;
  }

  void stream(StreamFollower loop) {
    streams.put(loop.source(), loop);
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  long quarantined() {
    return stored.quarantined();
  }

  /** Reads the target. */
  void refresh(TargetDatabase target, Mappings mappings) {
    Map<Integer, BackfillProgress> lines = new TreeMap<>();
    target.progress().backfill().forEach(line -> lines.put(line.mapping(), line));
    List<History> histories = new ArrayList<>();
    long missing = 0;
    for (Numbered numbered : mappings.all()) {
      BackfillProgress line = lines.get(numbered.number());
      long missingHere = missing(numbered, line);
      histories.add(history(numbered, line, missingHere));
      missing = plus(missing, missingHere);
    }
    Map<String, EntityState> states = target.progress().entityStates();
    stored =
        new Stored(
            states,
            Gates.closed(target.progress(), states),
            histories,
            missing,
            target.quarantine().open());
  }

  private static History history(Numbered numbered, @Nullable BackfillProgress line, long missing) {
    String label = numbered.mapping().spec().label();
    if (line == null) {
      return new History(numbered.entity(), label, 0, 0, 0, 0, missing);
    }
    return new History(
        numbered.entity(),
        label,
        line.chunks(),
        line.chunksDone(),
        line.rows(),
        line.refused(),
        plus(line.rows() + line.refused(), missing));
  }

  private static long plus(long sum, long more) {
    return sum < 0 || more < 0 ? -1 : sum + more;
  }

  /** All chunks of this mapping are known from now on. */
  void planned(int mapping) {
    planned.add(mapping);
  }

  /** Rows that are not in staging yet, by the chunks done or else by the source's statistics. */
  private long missing(Numbered numbered, @Nullable BackfillProgress line) {
    if (line != null && line.complete()) {
      return 0;
    }
    if (line != null && line.chunksDone() > 0 && planned.contains(numbered.number())) {
      long perChunk = (line.rows() + line.refused()) / line.chunksDone();
      return perChunk * (line.chunks() - line.chunksDone());
    }
    return numbered.mapping().sourceTable().estimatedRows();
  }

  private Map<String, StreamStatus> statuses(Clock clock) {
    Map<String, StreamStatus> statuses = new TreeMap<>();
    streams.forEach((source, loop) -> statuses.put(source, loop.status(clock)));
    return statuses;
  }

  /** Whether some stream goes on. */
  boolean anyStreamFollowing(Clock clock) {
    return statuses(clock).values().stream()
        .anyMatch(status -> status.state() != StreamStatus.State.STOPPED);
  }

  RunProgress progress(Clock clock, Phase phase, List<String> unheard) {
    Stored now = stored;
    return new RunProgress(
        phase,
        unheard,
        now.entities(),
        now.gates(),
        now.histories(),
        backfill(now),
        statuses(clock),
        now.quarantined(),
        problems,
        troubles.current());
  }

  private Backfill backfill(Stored now) {
    double overall = meter.overall();
    double recent = meter.recent();
    long done = now.histories().stream().mapToLong(each -> each.rows() + each.refused()).sum();
    return new Backfill(
        meter.rows(),
        now.missingRows() < 0 ? -1 : done + now.missingRows(),
        overall,
        recent,
        meter.elapsed(),
        remaining(now.missingRows(), overall, recent));
  }

  private static @Nullable Remaining remaining(long missing, double overall, double recent) {
    double fast = Math.max(overall, recent);
    double slow = Math.min(overall, recent);
    if (missing <= 0 || slow <= 0) {
      return null;
    }
    return new Remaining(seconds(missing / fast), seconds(missing / slow));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }
}
