package dev.crossfade.engine.canary;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.canary.Cohort;
import dev.crossfade.core.canary.DataLimits;
import dev.crossfade.core.canary.Decision;
import dev.crossfade.core.canary.Judgement;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.spi.traffic.RouteStore;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the canaries of a group by what its gateways see, and puts what follows into the route
 * record, if that is still the one that was judged. All that has to be known is in the record: any
 * number of controllers may be at work, and one may be killed at any time. One thread.
 */
public final class CanaryController {

  private static final Logger LOG = LoggerFactory.getLogger(CanaryController.class);
  private static final String ACTOR = "canary";

  private final RouteStore store;
  private final NoteSigner signer;
  private final Clock clock;
  private final DataWatch data;
  private final Map<String, Window> windows = new HashMap<>();
  private final Map<String, Judgement> latest = new HashMap<>();

  /** Judges what gateways see; a plan that demands more of the data finds no answer. */
  public CanaryController(RouteStore store, NoteSigner signer, Clock clock) {
    this(store, signer, clock, DataWatch.NONE);
  }

  /** Judges the data behind the new stack as well. */
  public CanaryController(RouteStore store, NoteSigner signer, Clock clock, DataWatch data) {
    this.store = store;
    this.signer = signer;
    this.clock = clock;
    this.data = data;
  }

  /**
   * Looks once, and does what follows.
   *
   * @param record in force
   * @return the canaries in it, by route
   * @throws ProblemException when the store cannot be reached
   */
  public Map<String, CanaryRun> look(RouteRecord record) {
    return record.routes().values().stream().anyMatch(state -> state.hold() != null)
        ? still(record)
        : judged(record);
  }

  /** While writes wait, clients are being moved: what is seen then says nothing, and it rests. */
  private Map<String, CanaryRun> still(RouteRecord record) {
    windows.clear();
    Map<String, CanaryRun> runs = new HashMap<>();
    record
        .routes()
        .forEach(
            (route, state) -> {
              if (state.canary() != null) {
                runs.put(route, state.canary());
              }
            });
    return runs;
  }

  private Map<String, CanaryRun> judged(RouteRecord record) {
    List<GatewaySign> gateways = store.gateways(record.group());
    Map<String, CanaryRun> runs = new HashMap<>();
    Map<String, RouteState> changed = new HashMap<>();
    record
        .routes()
        .forEach(
            (route, state) -> {
              CanaryRun run = state.canary();
              if (run != null) {
                runs.put(route, run);
                CanaryRun next = judged(route, run, gateways);
                if (!next.equals(run)) {
                  changed.put(route, state.canary(next));
                }
              }
            });
    if (!changed.isEmpty()) {
      publish(record.stepped(changed, ACTOR));
    }
    return runs;
  }

  private CanaryRun judged(String route, CanaryRun run, List<GatewaySign> gateways) {
    Instant now = clock.instant();
    Window window = windows.get(route);
    if (window == null || !window.run().equals(run)) {
      windows.put(route, Window.begin(run, route, gateways, now));
      return run;
    }
    if (!run.live() || now.isBefore(window.begun().plus(run.plan().limits().every()))) {
      return run;
    }
    Judgement judgement =
        run.judge(
            window.seen(route, Cohort.NEW, gateways),
            window.seen(route, Cohort.BASELINE, gateways),
            limits(run),
            data.now());
    latest.put(route, judgement);
    if (judgement.verdict() != Judgement.Verdict.UNKNOWN) {
      windows.put(route, Window.begin(run, route, gateways, now));
    }
    Decision decision = run.decide(judgement, now);
    LOG.atInfo()
        .addKeyValue("route", route)
        .addKeyValue("percent", run.percent())
        .addKeyValue("verdict", judgement.verdict())
        .addKeyValue("action", decision.action())
        .addKeyValue("why", judgement.why())
        .log("the canary is judged");
    return decision.next();
  }

  /** The latest judgement of each route that was judged. */
  public Map<String, Judgement> judgements() {
    return Map.copyOf(latest);
  }

  private DataLimits limits(CanaryRun run) {
    DataLimits said = run.plan().data();
    return said.none() ? data.usual() : said;
  }

  /** What does not get into force is judged anew by the record that came between. */
  private void publish(RouteRecord next) {
    Published published = store.publish(RecordSeal.seal(next, signer));
    if (!(published instanceof Published.Written)) {
      windows.clear();
      LOG.atWarn().addKeyValue("outcome", published).log("a decision was not put in force");
    }
  }
}
