package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.RepairDesk;
import dev.crossfade.spi.target.Act;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks for rows of production to be made right, and waits a while for those who follow the sources.
 * Thread-safe.
 */
final class RepairOrders implements AutoCloseable {

  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 20;
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** A small repair is over by then; a longer one is looked at. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Problem BUSY =
      Problem.of(
          ApiProblem.BUSY,
          "Too many repairs are being asked for.",
          AT_ONCE + " are, at this moment, and " + MOST_WAITING + " wait.",
          "Ask again in a minute.");

  private final Clerk clerk;
  private final Workroom room;

  RepairOrders(
      Works works, Clerk clerk, ReleasedSecrets released, Map<String, String> environment) {
    this.clerk = clerk;
    this.room =
        new Workroom(
            new Workroom.Terms("repair", "The repair", AT_ONCE, MOST_WAITING, LONGEST, BUSY),
            works,
            released,
            environment);
  }

  /** Begins to ask. */
  Operation order(Document document, RepairResource.RepairWish wish, String actor) {
    clerk.act(
        document.name(),
        actor,
        Map.of(
            "act",
            "repair",
            "entity",
            wish.entity(),
            "which",
            wish.which().name(),
            "reason",
            wish.reason()));
    return room.begin(document, actor, connected -> asked(connected, document.name(), wish, actor));
  }

  private static RepairDocument asked(
      Connected connected, String migration, RepairResource.RepairWish wish, String actor)
      throws InterruptedException {
    RepairDesk desk = RepairDesk.of(connected);
    List<String> named = wish.keys() == null ? List.of() : wish.keys();
    List<String> keys =
        switch (wish.which()) {
          case ALL -> List.of();
          case DIFFERING -> desk.differing(wish.entity());
          case KEYS -> desk.keys(wish.entity(), named);
        };
    if (keys.isEmpty() && wish.which() != RepairResource.Which.ALL) {
      return RepairDocument.nothing(migration, wish.entity(), actor);
    }
    Act act = desk.ask(wish.entity(), keys, actor, wish.reason());
    boolean followed = desk.mayBeFollowed();
    return RepairDocument.of(migration, desk.await(act, followed ? PATIENCE : Duration.ZERO));
  }

  @Override
  public void close() {
    room.close();
  }
}
