package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Duration;
import java.util.Map;

/** Makes lists that say go or no go, one at a time: each asks every database. Thread-safe. */
final class PreflightDesk implements AutoCloseable {

  static final String KIND = "preflight";

  private static final int AT_ONCE = 1;
  private static final int MOST_WAITING = 10;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Problem BUSY =
      Problem.of(
          ApiProblem.BUSY,
          "Too many lists are being made that say go or no go.",
          "One is under way and " + MOST_WAITING + " wait.",
          "Ask again in a minute.");

  private final Clerk clerk;
  private final ControlStore control;
  private final CrossingMeans means;
  private final Workroom room;

  PreflightDesk(
      Works works,
      Clerk clerk,
      ControlStore control,
      CrossingMeans means,
      ReleasedSecrets released,
      Map<String, String> environment) {
    this.clerk = clerk;
    this.control = control;
    this.means = means;
    this.room =
        new Workroom(
            new Workroom.Terms(KIND, "The list", AT_ONCE, MOST_WAITING, LONGEST, BUSY),
            works,
            released,
            environment);
  }

  /** Begins to look at everything that has to hold before clients are moved to a side. */
  Operation order(Document document, Side to, String actor) {
    clerk.act(document.name(), actor, Map.of("act", KIND, "to", to.word()));
    return room.begin(
        document, actor, connected -> CrossingMeans.document(means.look(connected, control, to)));
  }

  @Override
  public void close() {
    room.close();
  }
}
