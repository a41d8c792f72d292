package dev.crossfade.server.run;

import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run's progress as something to show. */
public final class RunProgressView {
  private RunProgressView() {}

  /** The moment to show for a run's progress, in the words of its phase. */
  public static Progress of(RunProgress progress) {
    return switch (progress.phase()) {
      case DRAFT -> plain("taking the migration over", progress);
      case PREPARING -> plain("preparing target, logs and capture", progress);
      case BACKFILLING -> backfill(progress);
      case SYNCING, PUBLISHING -> plain("applying held changes and publishing", progress);
      case CUTOVER -> plain("moving clients to the new stack", progress);
      case ROLLBACK -> plain("moving clients back to the legacy stack", progress);
      case LIVE,
          VERIFYING,
          RELOADING,
          WINDOW,
          WINDOW_VERIFYING,
          PAUSED,
          STOPPED,
          FAILED,
          COMPLETED ->
          live(progress);
    };
  }

  /** The same moment as one sentence. */
  public static String sentence(RunProgress progress) {
    Progress moment = of(progress);
    String total = moment.total() > 0 ? " of " + Words.count(moment.total()) : "";
    return moment.title()
        + ": "
        + Words.count(moment.done())
        + total
        + moment.unit()
        + (moment.detail().isEmpty() ? "" : ", " + moment.detail());
  }

  private static Progress backfill(RunProgress progress) {
    if (!progress.unheard().isEmpty()) {
      return plain("waiting until changes are heard", progress);
    }
    RunProgress.Backfill backfill = progress.backfill();
    RunProgress.Remaining remaining = backfill.remaining();
    return new Progress(
        "copying history",
        backfill.rows(),
        backfill.expectedRows(),
        " rows",
        details(progress, Words.rate(backfill.recentRowsPerSecond())),
        remaining == null ? null : remaining.most());
  }

  private static Progress plain(String title, RunProgress progress) {
    return new Progress(title, held(progress), -1, " changes held", details(progress, ""), null);
  }

  private static Progress live(RunProgress progress) {
    return new Progress(
        "live",
        progress.streams().values().stream().mapToLong(StreamStatus::applied).sum(),
        -1,
        " changes applied",
        details(progress, lags(progress.streams())),
        null);
  }

  private static long held(RunProgress progress) {
    return progress.streams().values().stream().mapToLong(StreamStatus::held).sum();
  }

  /** How old the last applied mark of each source is. */
  static String lags(Map<String, StreamStatus> streams) {
    List<String> lags = new ArrayList<>();
    new TreeMap<>(streams)
        .forEach(
            (source, stream) -> {
              if (stream.state() != StreamStatus.State.STOPPED) {
                lags.add(source + " " + lag(stream.lag()) + " behind");
              }
            });
    return String.join(", ", lags);
  }

  private static String lag(@Nullable Duration lag) {
    return lag == null ? "?" : Words.time(lag);
  }

  /** What does not work now, in a few words; empty when all is well. */
  static String trouble(RunProgress progress) {
    List<String> words = new ArrayList<>();
    new TreeMap<>(progress.streams())
        .values().stream()
            .filter(stream -> stream.state() == StreamStatus.State.STOPPED)
            .forEach(stream -> words.add(stream.source() + " STOPPED" + code(stream.problem())));
    progress.troubles().forEach(trouble -> words.add("trouble " + trouble.about()));
    return String.join(", ", words);
  }

  private static String code(@Nullable Problem problem) {
    return problem == null ? "" : " " + problem.code().text();
  }

  private static String details(RunProgress progress, String first) {
    List<String> details = new ArrayList<>();
    if (!trouble(progress).isEmpty()) {
      details.add(trouble(progress));
    }
    if (!first.isEmpty()) {
      details.add(first);
    }
    if (progress.phase() == Phase.BACKFILLING && held(progress) > 0) {
      details.add(Words.count(held(progress)) + " changes held");
    }
    new TreeMap<>(progress.gates()).forEach((entity, why) -> details.add(entity + " held: " + why));
    if (progress.quarantined() > 0) {
      details.add(Words.count(progress.quarantined()) + " in quarantine");
    }
    return String.join(", ", details);
  }
}
