package dev.crossfade.engine.reverse;

import dev.crossfade.core.cutover.ReturnBoard;
import dev.crossfade.core.cutover.ReturnStanding;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps how far the sources follow the new stack as a fact of the target, for whoever looks,
 * whichever process brings changes back.
 */
final class ReturnNotes implements Work {

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final ProgressStore progress;
  private final Heading heading;
  private final Clock clock;
  private final Map<String, LegacyDatabase> legacy;
  private final Supplier<List<ReturnStatus>> statuses;

  ReturnNotes(
      ReturnInputs inputs,
      Heading heading,
      Map<String, LegacyDatabase> legacy,
      Supplier<List<ReturnStatus>> statuses) {
    this.progress = inputs.progress();
    this.clock = inputs.clock();
    this.heading = heading;
    this.legacy = legacy;
    this.statuses = statuses;
  }

  @Override
  public String name() {
    return "notes-of-return";
  }

  @Override
  public Duration step() {
    List<ReturnStatus> seen = statuses.get();
    Instant at = clock.instant();
    List<ReturnStanding> sources = seen.stream().map(this::standing).toList();
    ReturnBoard board = new ReturnBoard(heading.seen().epoch(), at, sources);
    progress.remember(ProgressStore.RETURN_BOARD, board.text());
    return EVERY;
  }

  private ReturnStanding standing(ReturnStatus status) {
    Problem problem = status.problem();
    return new ReturnStanding(
        status.source(),
        ReturnStanding.State.valueOf(status.state().name()),
        status.mark(),
        status.markWrittenAt(),
        status.position(),
        waiting(status.source()),
        problem == null ? "" : problem.code().text() + " " + problem.what());
  }

  /** What a source that cannot be asked lacks nobody knows. */
  private long waiting(String source) {
    try {
      LegacyDatabase database = legacy.get(source);
      return database == null ? -1 : database.waiting();
    } catch (ProblemException e) {
      return -1;
    }
  }
}
