package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.server.cutover.PreflightView;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.store.Operations.Operation;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.GoNoGo;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Duration;
import java.util.List;
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
    return room.begin(document, actor, connected -> look(connected, to));
  }

  private Object look(Connected connected, Side to) throws InterruptedException {
    String name = connected.spec().name();
    PreflightView view =
        new PreflightView(
            name,
            name,
            to,
            GoNoGo.ofServer(connected, control, means.routes(), means.routeKey(), to));
    return view.document(next(view.result().go(), name, to));
  }

  private static List<String> next(boolean go, String name, Side to) {
    String verb = to == Side.NEW ? "cut-over" : "roll-back";
    return go
        ? List.of("crossfade migration " + verb + " " + name)
        : List.of(
            "put right what does not pass, then crossfade migration preflight "
                + name
                + (to == Side.NEW ? "" : " --to legacy"));
  }

  @Override
  public void close() {
    room.close();
  }
}
