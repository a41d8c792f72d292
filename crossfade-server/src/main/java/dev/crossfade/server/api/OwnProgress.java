package dev.crossfade.server.api;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.engine.trouble.Trouble;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.run.RunProgressView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far a migration is that this process carries out itself. */
final class OwnProgress {

  private OwnProgress() {}

  static ProgressDocument of(
      Clerk.Filed filed, Sight sight, Sight.Recorded recorded, Instant now, List<String> next) {
    RunProgress progress = sight.progress();
    return new ProgressDocument(
        ProgressDocument.API_VERSION,
        filed.document().name(),
        now,
        ProgressDocument.SeenBy.OWNER,
        filed.state().phase(),
        RunProgressView.sentence(progress),
        filed.holder().map(holder -> holder.owner()).orElse(null),
        history(progress),
        copy(sight.backfill()),
        seam(sight.seam()),
        filed.state().phase().verifies() ? sight.comparedRows() : null,
        entities(progress, recorded.verdicts()),
        new TreeMap<>(progress.streams()).values().stream().map(OwnProgress::stream).toList(),
        progress.unheard(),
        Math.max(progress.quarantined(), recorded.quarantined()),
        progress.troubles().stream().map(OwnProgress::trouble).toList(),
        stopped(progress),
        CrossingDocument.of(recorded.crossing()),
        ReturnDocument.of(recorded.back()),
        sight.mappingVersion(),
        sight.contentHash(),
        next);
  }

  /** Rows of chunks under way count as read. */
  private static ProgressDocument.@Nullable History history(RunProgress progress) {
    if (progress.histories().isEmpty()) {
      return null;
    }
    RunProgress.Backfill backfill = progress.backfill();
    long staged = progress.histories().stream().mapToLong(h -> h.rows() + h.refused()).sum();
    RunProgress.Remaining remaining = backfill.remaining();
    return new ProgressDocument.History(
        Math.max(staged, backfill.rows()),
        backfill.expectedRows() < 0 ? null : backfill.expectedRows(),
        backfill.recentRowsPerSecond() <= 0 ? null : backfill.recentRowsPerSecond(),
        remaining == null
            ? null
            : new ProgressDocument.Range(seconds(remaining.least()), seconds(remaining.most())));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static ProgressDocument.@Nullable Copy copy(Report.@Nullable Backfill done) {
    return done == null
        ? null
        : new ProgressDocument.Copy(done.rows(), done.seconds(), done.rowsPerSecond());
  }

  private static ProgressDocument.@Nullable Seam seam(Report.@Nullable Seam done) {
    return done == null ? null : new ProgressDocument.Seam(done.seconds(), done.changes());
  }

  private static List<ProgressDocument.Entity> entities(
      RunProgress progress, List<Verdict> verdicts) {
    List<ProgressDocument.Entity> entities = new ArrayList<>();
    Map<String, EntityState> states = new TreeMap<>(progress.entities());
    states.forEach(
        (name, state) ->
            entities.add(
                entity(
                    name,
                    state,
                    progress.gates().get(name),
                    progress.histories().stream().filter(h -> h.entity().equals(name)).toList(),
                    verdicts.stream()
                        .filter(v -> v.entity().equals(name))
                        .findFirst()
                        .orElse(null))));
    return entities;
  }

  private static ProgressDocument.Entity entity(
      String name,
      EntityState state,
      @Nullable String held,
      List<RunProgress.History> histories,
      @Nullable Verdict verdict) {
    boolean known = histories.stream().allMatch(each -> each.expectedRows() >= 0);
    return new ProgressDocument.Entity(
        name,
        state,
        histories.stream().mapToInt(RunProgress.History::chunks).sum(),
        histories.stream().mapToInt(RunProgress.History::chunksDone).sum(),
        histories.stream().mapToLong(RunProgress.History::rows).sum(),
        histories.stream().mapToLong(RunProgress.History::refused).sum(),
        known ? histories.stream().mapToLong(RunProgress.History::expectedRows).sum() : null,
        held,
        verdict == null ? null : verdict.result(),
        verdict == null ? null : verdict.finishedAt());
  }

  private static ProgressDocument.Stream stream(StreamStatus stream) {
    Problem problem = stream.problem();
    Duration lag = stream.lag();
    return new ProgressDocument.Stream(
        stream.source(),
        stream.state(),
        lag == null ? null : lag.toMillis(),
        stream.captured(),
        stream.applied(),
        stream.held(),
        stream.deduplicated(),
        stream.quarantined(),
        problem == null ? null : problem.code().text() + ": " + problem.what());
  }

  private static ProgressDocument.Trouble trouble(Trouble trouble) {
    Problem problem = trouble.problem();
    return new ProgressDocument.Trouble(
        trouble.about(),
        problem.code().text(),
        problem.what(),
        problem.why(),
        problem.fix(),
        trouble.since(),
        trouble.tasks().stream().sorted().toList());
  }

  private static List<ProgressDocument.Stop> stopped(RunProgress progress) {
    List<ProgressDocument.Stop> stopped = new ArrayList<>();
    new TreeMap<>(progress.streams())
        .values()
        .forEach(
            stream -> {
              Problem problem = stream.problem();
              if (problem != null) {
                stopped.add(stop(stream.source(), problem));
              }
            });
    progress.problems().stream()
        .filter(problem -> stopped.stream().noneMatch(each -> each.what().equals(problem.what())))
        .forEach(problem -> stopped.add(stop(null, problem)));
    return stopped;
  }

  private static ProgressDocument.Stop stop(@Nullable String source, Problem problem) {
    return new ProgressDocument.Stop(
        source, problem.code().text(), problem.what(), problem.why(), problem.fix());
  }
}
