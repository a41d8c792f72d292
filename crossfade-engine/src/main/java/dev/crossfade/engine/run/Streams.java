package dev.crossfade.engine.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.Looks;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the streams of all sources run, and from then on keeps what people are told about them up to
 * date.
 */
final class Streams implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration LOOK_AT_LAST = Duration.ofSeconds(2);

  private final RunInputs inputs;
  private final Footing footing;
  private final Crew crew;
  private final CrossingSteps crossing;
  private final ProgressBoard board;
  private final Hearing hearing;
  private final TroubleNotes notes;
  private final Looks looks;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean listening;

  Streams(
      RunInputs inputs,
      Footing footing,
      Crew crew,
      ProgressBoard board,
      Consumer<RunEvent> events,
      CrossingSteps crossing) {
    this.inputs = inputs;
    this.footing = footing;
    this.crew = crew;
    this.crossing = crossing;
    this.board = board;
    this.hearing = new Hearing(inputs.target().progress(), events);
    this.notes = new TroubleNotes(inputs.target().progress());
    this.looks = new Looks(inputs.clock(), LOOK_AGAIN, LOOK_AT_LAST);
  }

  @Override
  public String name() {
    return "follow";
  }

  /** True for whoever asks first, who then has to start this. */
  boolean begin() {
    return begun.compareAndSet(false, true);
  }

  /** Whether the streams run. */
  boolean listening() {
    return listening;
  }

  /** Which of them are known to arrive. */
  Hearing hearing() {
    return hearing;
  }

  @Override
  public Duration step() {
    if (!listening) {
      crew.share(footing.mappings(), footing.captured().keySet());
      hearing.begin(footing);
      crew.listen(footing.mappings(), footing.captured());
      crew.watch(footing.mappings());
      crossing.works().forEach(crew::start);
      listening = true;
    }
    looks.begin();
    board.refresh(inputs.target(), footing.mappings());
    notes.write(board.troubles().current());
    Quarantines.requireFew(inputs, board.quarantined());
    return looks.rest();
  }

  /** What stops a source is a fact that its status shows. */
  void raiseAlarm(String source, Problem problem) {
    try {
      String text = problem.code().text() + " " + problem.what() + ": " + problem.why();
      inputs.target().progress().remember(ProgressStore.ALARM_OF_SOURCE + source, text);
    } catch (ProblemException | OwnershipLostException e) {
      LOG.warn("alarm not stored: source={} code={}", source, problem.code().text(), e);
    }
  }
}
