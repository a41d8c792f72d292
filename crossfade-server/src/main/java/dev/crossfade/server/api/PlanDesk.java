package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.wiring.Planning;
import java.time.Duration;
import java.util.Map;

/** Makes plans, a few at a time: each reads every database of a migration. Thread-safe. */
final class PlanDesk implements AutoCloseable {

  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 20;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Problem BUSY =
      Problem.of(
          ApiProblem.BUSY,
          "Too many plans are being made.",
          AT_ONCE + " are under way and " + MOST_WAITING + " wait.",
          "Ask again in a minute.");

  private final Clerk clerk;
  private final Workroom room;

  PlanDesk(Works works, Clerk clerk, ReleasedSecrets released, Map<String, String> environment) {
    this.clerk = clerk;
    this.room =
        new Workroom(
            new Workroom.Terms(Works.PLAN, "The plan", AT_ONCE, MOST_WAITING, LONGEST, BUSY),
            works,
            released,
            environment);
  }

  /** Begins to make a plan. */
  Operation order(Document document, String actor) {
    clerk.act(document.name(), actor, Map.of("act", "plan", "contentHash", document.contentHash()));
    return room.begin(
        document,
        actor,
        connected -> Planning.of(connected, clerk.file(document).state()).served().document());
  }

  @Override
  public void close() {
    room.close();
  }
}
