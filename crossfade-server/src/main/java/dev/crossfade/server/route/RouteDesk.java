package dev.crossfade.server.route;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.problem.Suggestion;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Looks at the route record of a group, and changes it. */
public final class RouteDesk {

  private static final Duration LOOK = Duration.ofMillis(20);

  private final GatewaySettings settings;
  private final RouteStore store;

  public RouteDesk(GatewaySettings settings, RouteStore store) {
    this.settings = settings;
    this.store = store;
  }

  /**
   * The record in force.
   *
   * @throws ProblemException when nobody whom the gateways believe has signed it
   */
  public RouteRecord inForce() {
    String group = settings.group();
    try {
      List<NoteKey> keys = settings.keys().stream().map(NoteKey::parse).toList();
      return store
          .read(group)
          .map(note -> RecordSeal.open(note, group, keys))
          .orElse(RouteRecord.initial(group));
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              ServerProblem.RECORD_HINDERED,
              "The route record in force is none that the gateways believe.",
              String.valueOf(e.getMessage()),
              "Find out who put it there; the gateways go on with the one they had.")
          .raise(e);
    }
  }

  /** What the gateways said last. */
  public List<GatewaySign> gateways() {
    return store.gateways(settings.group());
  }

  /** All routes of the file as a record has them. */
  public Map<String, RouteState> routes(RouteRecord record) {
    Map<String, RouteState> states = new LinkedHashMap<>();
    settings.routes().forEach(rule -> states.put(rule.name(), record.route(rule.name())));
    return states;
  }

  /** The next record, in which these routes are changed. */
  public RouteRecord changed(
      RouteRecord now, List<String> names, UnaryOperator<RouteState> change, String actor) {
    if (!now.table().equals(table().digest())) {
      throw Problem.of(
              ServerProblem.RECORD_HINDERED,
              now.epoch() == 0
                  ? "There is no route record yet."
                  : "The route record is for other routes than those of the file.",
              "Gateways forward no write before a record names their routes.",
              "Publish the routes of the file: crossfade route init")
          .raise();
    }
    Map<String, RouteState> changed = new LinkedHashMap<>();
    for (String name : names) {
      changed.put(known(name), change.apply(now.route(name)));
    }
    return now.with(changed, actor);
  }

  private RouteTable table() {
    return new RouteTable(settings.routes());
  }

  /** The next record, for gateways with the routes of this file. */
  public RouteRecord init(RouteRecord now, String actor) {
    return now.over(table(), actor);
  }

  private String known(String name) {
    List<String> all = settings.routes().stream().map(RouteRule::name).toList();
    if (all.contains(name)) {
      return name;
    }
    throw Problem.of(
            ServerProblem.ROUTE_UNKNOWN,
            "There is no route " + name + ".",
            "The routes are " + String.join(", ", all) + ".",
            Suggestion.of(name, all).map(near -> "Did you mean " + near + "?").orElse("Name one."))
        .raise();
  }

  /**
   * Puts a record in force.
   *
   * @throws ProblemException when another one came between, or the rules do not allow it
   */
  public void publish(RouteRecord next, NoteSigner signer) {
    String note = RecordSeal.seal(next, signer);
    Published published = store.publish(note);
    if (published instanceof Published.Unknown unknown) {
      if (!inForce(note)) {
        throw Problem.of(
                ServerProblem.RECORD_UNKNOWN,
                "Whether epoch " + next.epoch() + " is in force is not known.",
                unknown.why().why(),
                "Look with crossfade route show.")
            .raise();
      }
    } else if (published instanceof Published.Outrun outrun) {
      throw outrun(next.epoch() - 1, outrun.epoch()).raise();
    } else if (published instanceof Published.Hindered hindered) {
      throw Problem.of(
              ServerProblem.RECORD_HINDERED,
              "The route record may not be changed so now.",
              String.join("; ", hindered.reasons()) + ".",
              "Hold the writes first, and wait until every gateway has obeyed: crossfade route switch")
          .raise();
    }
  }

  private boolean inForce(String note) {
    try {
      return store.read(settings.group()).filter(note::equals).isPresent();
    } catch (ProblemException e) {
      return false;
    }
  }

  /** Somebody meant a record that is not in force. */
  public static Problem outrun(long meant, long epoch) {
    return Problem.of(
        ServerProblem.RECORD_OUTRUN,
        "The route record has epoch " + epoch + ", not " + meant + ".",
        "Somebody has changed it meanwhile; nothing was written.",
        "Look with crossfade route show, and decide again.");
  }

  /** Waits until every gateway that counts has obeyed; returns those that have not. */
  public List<String> awaitObeyed(RouteRecord record, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    List<String> slow = RouteRules.unsettled(record, gateways());
    while (!slow.isEmpty() && System.nanoTime() - end < 0 && !Thread.interrupted()) {
      LockSupport.parkNanos(LOOK.toNanos());
      slow = RouteRules.unsettled(record, gateways());
    }
    return slow;
  }

  /**
   * Moves the writes of routes: holds them, waits until every gateway has obeyed, moves. What goes
   * wrong before the move releases the hold.
   *
   * @return how long writes were held
   */
  public Duration move(Move move, NoteSigner signer) {
    RouteRecord before = move.from();
    long begun = System.nanoTime();
    RouteRecord held =
        changed(before, move.routes(), state -> state.held(move.hold()), move.actor());
    publish(held, signer);
    try {
      List<String> slow =
          awaitObeyed(
              held, move.hold().limit().minus(RouteRules.LEASE).minus(RouteRules.TAKES_EFFECT));
      if (!slow.isEmpty()) {
        throw Problem.of(
                ServerProblem.GATEWAYS_SLOW,
                "Writes were not moved: not every gateway has obeyed in time.",
                String.join("; ", slow) + ".",
                "Look at these gateways; one that was killed counts until its writes have ended.")
            .raise();
      }
      publish(
          changed(held, move.routes(), state -> state.writesTo(move.to()), move.actor()), signer);
    } catch (ProblemException e) {
      release(held, move, signer);
      throw e;
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Takes the hold back if it is still in force; if that fails as well, it runs out by itself. */
  private void release(RouteRecord held, Move move, NoteSigner signer) {
    try {
      publish(changed(held, move.routes(), RouteState::released, move.actor()), signer);
    } catch (ProblemException e) {
      // the gateways give it up by themselves
    }
  }

  /**
   * A move of writes.
   *
   * @param from the record that is meant
   * @param routes whose writes
   * @param to the side that is to take them
   * @param hold meanwhile
   * @param actor who wants it
   */
  public record Move(RouteRecord from, List<String> routes, Side to, Hold hold, String actor) {
    public Move {
      routes = List.copyOf(routes);
    }
  }
}
