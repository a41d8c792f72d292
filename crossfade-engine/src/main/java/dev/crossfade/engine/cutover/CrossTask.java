package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.Move;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.cutover.SwitchProof;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.Task;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the clients, one move at a look, and does not end before it is at rest: on the other side,
 * or back where it began. What cannot be done is tried again for as long as it takes, since nobody
 * may be left before closed doors.
 */
final class CrossTask implements Task {

  private static final Logger LOG = LoggerFactory.getLogger(CrossTask.class);
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration SOON = Duration.ofMillis(4);
  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  /** Whoever is in the way for longer is waited for within the pause, as far as that may last. */
  private static final int ANTICIPATIONS = 5;

  private static final long UNREAD = -1;
  private static final String MOVED =
      "writes of the routes were sent to the other side by hand: send them back by"
          + " `crossfade route switch`, and ask again";

  private final Transit transit;
  private final Passage passage;
  private final Crossing crossing;
  private final StreamPassage works;
  private final CrossingTimes times;
  private final Instant begun;
  private @Nullable Move last;
  private long found = UNREAD;
  private boolean looked;
  private int anticipations;
  private final Departure departure = new Departure();
  private volatile @Nullable CrossingReport report;
  private Duration pace = AT_ONCE;
  private @Nullable Problem trouble;
  private String why = "";

  CrossTask(Transit transit, Side to) {
    this.transit = transit;
    this.begun = transit.clock().instant();
    this.passage = new Passage(Long.toString(begun.toEpochMilli(), Character.MAX_RADIX), to);
    this.works = transit.passage();
    this.crossing = transit.crossing(works);
    this.times = new CrossingTimes(transit.nanos());
  }

  @Override
  public @Nullable Outcome<String> look() {
    try {
      if (report == null) {
        report = departure.begun() ? step() : prepare();
      }
      return report == null ? null : transit.ending().of(report);
    } catch (OwnershipLostException e) {
      works.halt();
      throw e;
    } catch (RuntimeException e) {
      failed(Defect.problem(e));
      return null;
    }
  }

  private @Nullable CrossingReport step() {
    if (departure.announced()) {
      crossing.giveUp();
    }
    return moved(crossing.step());
  }

  private @Nullable CrossingReport prepare() {
    pace = AGAIN;
    if (departure.announced()) {
      return null;
    }
    long basis = transit.basis();
    found = found == UNREAD ? basis : found;
    if (basis != found || transit.writes() == passage.to()) {
      works.halt();
      return report(transit.epoch(), passage.to().other(), basis == found ? MOVED : "");
    }
    List<String> hindrances = hindrances();
    if (hindrances == null) {
      return null;
    } else if (!hindrances.isEmpty()) {
      return report(transit.epoch(), passage.to().other(), String.join("; ", hindrances));
    }
    if (anticipations++ < ANTICIPATIONS && !transit.anticipate(passage.to().other())) {
      pace = A_MOMENT;
      return null;
    }
    // whoever is not the owner any more learns it here, or meets another record
    transit.ending().begun();
    if (departure.begin()) {
      pace = AT_ONCE;
      times.prepared();
      crossing.begin(passage, found);
    }
    return null;
  }

  @Override
  public void windDown() {
    departure.announce();
    LOG.info("told to end: passage={}", passage.hold());
    works.halt();
  }

  @Override
  public boolean mayBeLeft() {
    return !departure.begun() || report != null;
  }

  /** Null while that is not known yet. */
  private @Nullable List<String> hindrances() {
    if (!looked) {
      List<String> unknown = transit.unknownRoutes();
      List<String> why =
          unknown.isEmpty() ? transit.preparation(works).hindrances(passage.to()) : unknown;
      if (!why.isEmpty()) {
        return why;
      }
      looked = true;
    }
    return works.baseline();
  }

  private @Nullable CrossingReport moved(Move move) {
    CutoverStep before = times.reached();
    times.moved(move);
    trouble = null;
    boolean onItsWay = move instanceof Move.Await || move instanceof Move.Work;
    pace = onItsWay ? SOON : AT_ONCE;
    if (!onItsWay || crossing.givenUp()) {
      works.halt();
    }
    if (!move.equals(last)) {
      last = move;
      LOG.info("{}: passage={}", move, passage.hold());
    }
    if (crossing.givenUp() && why.isEmpty()) {
      why = whyGivenUp(before);
    }
    return move instanceof Move.Rest rest ? ended(rest) : null;
  }

  private CrossingReport ended(Move.Rest rest) {
    return report(rest.epoch(), rest.home(), rest.byHand() ? MOVED : why);
  }

  private String whyGivenUp(@Nullable CutoverStep reached) {
    if (departure.announced()) {
      return "the process that moved them was told to end";
    }
    return works.why().isEmpty() ? overdue(reached) : works.why();
  }

  private String overdue(@Nullable CutoverStep reached) {
    return times.holding().compareTo(transit.rules().longest()) < 0
        ? "somebody came before"
        : "it took longer than writes may wait, at " + (reached == null ? "C0" : reached.code());
  }

  /** What does not pass by itself takes it back; on the way back and forward nothing ends it. */
  private void failed(Problem problem) {
    if (!problem.equals(trouble)) {
      LOG.warn("tried again: passage={} what={}", passage.hold(), problem.what());
    }
    trouble = problem;
    pace = AGAIN;
    if (problem.code().kind() == Kind.TRANSIENT || !why.isEmpty()) {
      return;
    }
    why = problem.code().text() + " " + problem.what();
    crossing.giveUp();
    if (!departure.begun()) {
      report = report(Math.max(0, found), passage.to().other(), why);
    }
  }

  private CrossingReport report(long epoch, Side end, String reason) {
    String because = reason.isEmpty() ? "somebody ended it" : reason;
    String said = end == passage.to() ? "" : because;
    works.end();
    if (anticipations > 0) {
      transit.tidy(end);
    }
    SwitchProof proof = end == passage.to() ? works.proof() : SwitchProof.NONE;
    return new CrossingReport(
        passage, epoch, begun, times.pause(), times.steps(), end, said, proof);
  }

  @Override
  public Duration pace() {
    return pace;
  }

  @Override
  public Optional<Problem> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public void halt() {
    works.halt();
  }
}
