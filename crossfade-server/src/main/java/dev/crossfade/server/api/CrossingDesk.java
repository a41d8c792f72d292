package dev.crossfade.server.api;

import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.cutover.PreflightView;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Asks for clients to be moved to the new stack, unless something of the list that says go or no go
 * does not pass. The list takes seconds, so the wish comes into the journal after the answer.
 * Thread-safe.
 */
final class CrossingDesk implements AutoCloseable {

  private static final int AT_ONCE = 4;
  private static final int MOST_WAITING = 20;

  /** Nobody is moved by a list that somebody waited for longer than this. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Problem BUSY =
      Problem.of(
          ApiProblem.BUSY,
          "Clients of too many migrations are to be moved.",
          AT_ONCE + " lists are being made and " + MOST_WAITING + " wait.",
          "Ask again in a minute.");

  private final Clerk clerk;
  private final CrossingLine line;
  private final Steward steward;
  private final ControlStore control;
  private final CrossingMeans means;
  private final Clock clock;
  private final Workroom room;

  /**
   * @param rooms makes the room in which lists are made
   */
  CrossingDesk(
      Clerk clerk,
      CrossingLine line,
      Steward steward,
      ControlStore control,
      CrossingMeans means,
      Clock clock,
      Rooms rooms) {
    this.clerk = clerk;
    this.line = line;
    this.steward = steward;
    this.control = control;
    this.means = means;
    this.clock = clock;
    this.room =
        rooms.open(
            new Workroom.Terms(
                Trigger.CUT_OVER.word(), "The list", AT_ONCE, MOST_WAITING, LONGEST, BUSY));
  }

  /** Makes a room by its terms. */
  @FunctionalInterface
  interface Rooms {
    Workroom open(Workroom.Terms terms);
  }

  /**
   * Begins to look whether clients can be moved, and asks for that if they can.
   *
   * @throws dev.crossfade.core.problem.ProblemException when nobody may ask for that now
   */
  Operation order(Clerk.Filed filed, CrossingLine.Wish wish) {
    String name = filed.document().name();
    clerk.mayAsk(filed, Trigger.CUT_OVER, wish.expected());
    line.mustBeFree(name, room::has);
    clerk.act(
        name,
        wish.actor(),
        Map.of(
            "act",
            Trigger.CUT_OVER.word(),
            "unrehearsed",
            wish.despite().contains(Item.REHEARSAL)));
    Instant latest = clock.instant().plus(LONGEST);
    return room.send(
        filed.document(),
        wish.actor(),
        (connected, id) -> carriedOut(connected, filed, wish.by(id), latest));
  }

  private WorkEnd carriedOut(
      Connected connected, Clerk.Filed filed, CrossingLine.Wish wish, Instant latest)
      throws InterruptedException {
    String name = filed.document().name();
    PreflightView list = means.look(connected, control, Side.NEW);
    if (!list.result().goDespite(wish.despite())) {
      return new WorkEnd.Refused(CrossingMeans.document(list), list.refusal(wish.despite()));
    } else if (clock.instant().isAfter(latest)) {
      return new WorkEnd.Refused(CrossingMeans.document(list), late());
    }
    if (!clerk.document(name).contentHash().equals(filed.document().contentHash())) {
      throw Tags.changed("another specification");
    }
    Clerk.Filed asked = line.ask(filed, wish);
    return new WorkEnd.Asked(asked.state().version(), () -> steward.lookAfter(name));
  }

  private static Problem late() {
    return Problem.of(
        ApiProblem.BUSY,
        "It took too long until it was known whether clients can be moved.",
        "More than " + LONGEST.toMinutes() + " minutes have passed since it was asked for.",
        "Ask again, if they are still to be moved.");
  }

  @Override
  public void close() {
    room.close();
  }
}
