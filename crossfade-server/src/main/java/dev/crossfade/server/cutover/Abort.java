package dev.crossfade.server.cutover;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.spi.traffic.Published;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Takes back an attempt to move clients: a record that says the same is put in force under another
 * epoch. Whoever moves them sees that, and goes back; his switch cannot arrive any more.
 */
public final class Abort {

  private static final long LOOK_MILLIS = 20;

  private final Crossings crossings;
  private final NoteSigner signer;
  private final Side to;

  /**
   * @param to where the clients are being moved
   */
  public Abort(Crossings crossings, NoteSigner signer, Side to) {
    this.crossings = crossings;
    this.signer = signer;
    this.to = to;
  }

  /**
   * Takes it back. Waits for the hold of an attempt that has not held writes yet.
   *
   * @return the epoch by which it was taken back
   * @throws dev.crossfade.core.problem.ProblemException when nobody is being moved, or it is too
   *     late
   */
  public long now(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    Phase moving = to == Side.NEW ? Phase.CUTOVER : Phase.ROLLBACK;
    while (System.nanoTime() < end) {
      RouteRecord record = record();
      Phase phase = crossings.state().phase();
      if (moved(record)) {
        throw tooLate();
      } else if (held(record)) {
        Published published = crossings.routes().publish(RecordSeal.seal(again(record), signer));
        if (published instanceof Published.Written written) {
          return written.epoch();
        }
      } else if (phase != moving) {
        throw nothing(phase);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    throw Problem.of(
            ServerProblem.STILL_MOVING,
            "It was not taken back in " + most.toSeconds() + " s.",
            "Nobody has held writes yet, or the record changed all the time.",
            "Look with crossfade cutover status, and try again.")
        .raise();
  }

  private List<String> routes() {
    return crossings.spec().traffic().routes();
  }

  private boolean moved(RouteRecord record) {
    return routes().stream().anyMatch(route -> record.route(route).writes() == to);
  }

  private boolean held(RouteRecord record) {
    return routes().stream()
        .map(record::route)
        .map(RouteState::hold)
        .anyMatch(hold -> hold != null && Passage.of(hold).filter(this::ours).isPresent());
  }

  private boolean ours(Passage passage) {
    return passage.to() == to;
  }

  private RouteRecord again(RouteRecord record) {
    Map<String, RouteState> same = new HashMap<>();
    routes().forEach(route -> same.put(route, record.route(route)));
    return record.with(same, crossings.actor());
  }

  private RouteRecord record() {
    String group = crossings.group();
    return crossings
        .routes()
        .read(group)
        .map(note -> RecordSeal.open(note, group, List.of(signer.key())))
        .orElseGet(() -> RouteRecord.initial(group));
  }

  private RuntimeException tooLate() {
    return Problem.of(
            ServerProblem.TOO_LATE,
            "Clients of " + crossings.migration() + " are on the " + to.word() + " stack already.",
            "The record in force names it; that cannot be taken back any more.",
            to == Side.NEW
                ? "Move them back, which loses nothing: crossfade rollback execute"
                : "Move them again: crossfade cutover execute")
        .raise();
  }

  private RuntimeException nothing(Phase phase) {
    return Problem.of(
            ServerProblem.NOTHING_UNDER_WAY,
            "No clients of " + crossings.migration() + " are being moved.",
            "It is " + phase + ", and nobody holds writes.",
            "Look with crossfade cutover status.")
        .raise();
  }
}
