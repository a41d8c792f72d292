package dev.crossfade.server.cutover;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.cutover.CutoverProblem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.wiring.CrossingRecords;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceState;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Takes back an attempt to move clients: a record that says the same is put in force under another
 * epoch. Whoever moves them sees that, and goes back; his switch cannot arrive any more. It is put
 * in force once for each hold, and while nobody holds writes now and then, since an attempt may
 * begin to look just after it.
 */
public final class Abort {

  private static final long LOOK_MILLIS = 20;
  private static final Duration AGAIN = Duration.ofMillis(500);

  private final Around around;
  private final NoteSigner signer;
  private final Side to;

  /** Holds against which a record was put in force. */
  private final Set<Passage> ended = new HashSet<>();

  private long epoch;
  private long unheldAt;

  /**
   * What is around it.
   *
   * @param migration its name
   * @param group whose record it is
   * @param routes that move together
   * @param store where the record is
   * @param phase as of now
   * @param asked whether that is where somebody asked last for clients to be moved
   * @param objection why nothing is to be put in force any more, looked at just before that
   * @param fences of the side on which clients are; asked for once nobody holds writes any more
   * @param actor who asks
   */
  record Around(
      String migration,
      String group,
      Collection<String> routes,
      RouteStore store,
      Supplier<Phase> phase,
      BooleanSupplier asked,
      Supplier<Optional<Problem>> objection,
      Supplier<Collection<Fence>> fences,
      String actor) {

    static Around of(CrossingRecords crossings, Side from, Supplier<Optional<Problem>> objection) {
      return new Around(
          crossings.migration(),
          crossings.group(),
          crossings.spec().traffic().routes(),
          crossings.routes(),
          () -> crossings.state().phase(),
          () -> Moves.latest(crossings.journal()).filter(move -> move.to() != from).isPresent(),
          objection,
          () -> crossings.fences(from),
          crossings.actor());
    }
  }

  /** Where the clients are being moved, as journal and record have it; empty if they are not. */
  public static Optional<Side> underWay(CrossingRecords crossings) {
    Optional<Side> moving = Moves.to(crossings.state().phase());
    if (moving.isPresent()) {
      return moving;
    }
    return crossings.routes().read(crossings.group()).map(RecordSeal::peek).stream()
        .flatMap(record -> passages(record, crossings.spec().traffic().routes()))
        .map(Passage::to)
        .findFirst();
  }

  private static Stream<Passage> passages(RouteRecord record, Collection<String> routes) {
    return routes.stream()
        .map(record::route)
        .map(RouteState::hold)
        .flatMap(Stream::ofNullable)
        .flatMap(hold -> Passage.of(hold).stream());
  }

  /**
   * @param to where the clients are being moved
   * @param objection why nothing is to be taken back any more, if there is a reason
   */
  public Abort(
      CrossingRecords crossings,
      NoteSigner signer,
      Side to,
      Supplier<Optional<Problem>> objection) {
    this(Around.of(crossings, to.other(), objection), signer, to);
  }

  Abort(Around around, NoteSigner signer, Side to) {
    this.around = around;
    this.signer = signer;
    this.to = to;
  }

  /**
   * Takes it back, and waits until writes go on where they were.
   *
   * @return the epoch by which it was taken back
   * @throws dev.crossfade.core.problem.ProblemException when nobody is being moved, it is too late,
   *     or nobody has gone back yet
   */
  public long now(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end) {
      Phase phase = around.phase().get();
      RouteRecord record = record();
      Optional<Passage> held = held(record);
      boolean moving = Moves.to(phase).filter(to::equals).isPresent();
      if (moved(record) && (moving || around.asked().getAsBoolean())) {
        throw tooLate();
      }
      if (!moving && held.isEmpty()) {
        return ended(nothing(around.migration(), phase));
      } else if (held.isEmpty() && !ended.isEmpty() && open()) {
        return epoch;
      }
      if (!told(held)) {
        Optional<Problem> objection = around.objection().get();
        if (objection.isPresent()) {
          return ended(objection.get());
        }
        take(record, held);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw stillMoving(most);
  }

  /** Whoever was told has gone back; where nobody was, this is why. */
  private long ended(Problem why) {
    if (epoch == 0) {
      throw why.raise();
    }
    return epoch;
  }

  private boolean told(Optional<Passage> held) {
    return held.map(ended::contains)
        .orElseGet(() -> epoch > 0 && System.nanoTime() - unheldAt < AGAIN.toNanos());
  }

  private void take(RouteRecord record, Optional<Passage> held) {
    Published published = around.store().publish(RecordSeal.seal(again(record), signer));
    if (published instanceof Published.Written written) {
      epoch = written.epoch();
      unheldAt = System.nanoTime();
      held.ifPresent(ended::add);
    }
  }

  private boolean open() {
    return around.fences().get().stream()
        .allMatch(fence -> fence.state().standing() == FenceState.Standing.OPEN);
  }

  private boolean moved(RouteRecord record) {
    return around.routes().stream().anyMatch(route -> record.route(route).writes() == to);
  }

  private Optional<Passage> held(RouteRecord record) {
    return passages(record, around.routes()).filter(passage -> passage.to() == to).findFirst();
  }

  private RouteRecord again(RouteRecord record) {
    Map<String, RouteState> same = new HashMap<>();
    around.routes().forEach(route -> same.put(route, record.route(route)));
    return record.with(same, around.actor());
  }

  private RouteRecord record() {
    return around
        .store()
        .read(around.group())
        .map(this::opened)
        .orElseGet(() -> RouteRecord.initial(around.group()));
  }

  private RouteRecord opened(String note) {
    try {
      return RecordSeal.open(note, around.group(), List.of(signer.key()));
    } catch (IllegalArgumentException e) {
      throw CutoverProblem.otherKey(around.group()).raise(e);
    }
  }

  private RuntimeException stillMoving(Duration most) {
    return Problem.of(
            ServerProblem.STILL_MOVING,
            "Writes do not go on where they were after " + most.toSeconds() + " s.",
            epoch == 0
                ? "The record changed all the time."
                : "Whoever moves clients is told by epoch "
                    + epoch
                    + " to go back, and has not done so yet, or nobody owns the migration.",
            "Look with crossfade cutover status, and try again.")
        .raise();
  }

  private RuntimeException tooLate() {
    return Problem.of(
            ServerProblem.TOO_LATE,
            "Clients of " + around.migration() + " are on the " + to.word() + " stack already.",
            "The record in force names it; that cannot be taken back any more.",
            to == Side.NEW
                ? "Move them back, which loses nothing: crossfade rollback execute"
                : "Move them again: crossfade cutover execute")
        .raise();
  }

  /** That nobody is being moved. */
  public static Problem nothing(String migration, Phase phase) {
    return Problem.of(
        ServerProblem.NOTHING_UNDER_WAY,
        "No clients of " + migration + " are being moved.",
        "It is " + phase + ", and nobody holds writes.",
        "Look with crossfade cutover status.");
  }
}
