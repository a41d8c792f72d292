package dev.crossfade.engine.shadow;

import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.TrafficGates;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.core.spec.ShadowSpec;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.spi.check.ShadowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what shadow and canary say to the list that says go or no go. */
public final class TrafficEvidence {

  private TrafficEvidence() {}

  /**
   * Whether both stacks answer alike, by the latest result of everything that was declared, and of
   * what gateways found if they were ever asked.
   *
   * @param longest how old a match may be
   */
  public static Gate shadow(MigrationSpec spec, ShadowStore store, Instant now, Duration longest) {
    Map<String, ShadowResult> latest = store.latest();
    return TrafficGates.shadow(asked(spec.shadow(), latest), latest, now, longest);
  }

  /** What has to match, with what it means when it does not. */
  public static Map<String, Severity> asked(ShadowSpec spec, Map<String, ShadowResult> latest) {
    Map<String, Severity> asked = new LinkedHashMap<>();
    spec.workloads().forEach(each -> asked.put(each.name(), each.traits().severity()));
    if (!spec.logs().equals(ShadowSpec.LogsSpec.NONE)) {
      asked.put(ShadowResult.LOGS, spec.logs().severity());
    }
    if (latest.containsKey(ShadowResult.ROUTES)) {
      asked.put(ShadowResult.ROUTES, Severity.ERROR);
    }
    return asked;
  }

  /**
   * Whether the canaries of routes have come to their end.
   *
   * @param record in force
   * @param routes that are to move
   */
  public static Gate canary(RouteRecord record, Collection<String> routes, Instant now) {
    Map<String, CanaryRun> runs = new LinkedHashMap<>();
    record
        .routes()
        .forEach(
            (route, state) -> {
              CanaryRun run = state.canary();
              if (run != null) {
                runs.put(route, run);
              }
            });
    return TrafficGates.canary(routes, runs, now);
  }
}
