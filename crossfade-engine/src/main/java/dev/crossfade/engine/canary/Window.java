package dev.crossfade.engine.canary;

import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.canary.Cohort;
import dev.crossfade.core.canary.Observation;
import dev.crossfade.core.canary.Tally;
import dev.crossfade.core.traffic.GatewaySign;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all gateways see of a route from one judgement to the next. A gateway that is new counts
 * from its beginning, one that has gone not at all.
 *
 * @param run that is judged by it; another one needs another window
 * @param begun when
 * @param before what each gateway had seen then
 */
record Window(CanaryRun run, Instant begun, Map<String, Observation> before) {

  static Window begin(CanaryRun run, String route, List<GatewaySign> gateways, Instant now) {
    Map<String, Observation> before = new HashMap<>();
    for (GatewaySign gateway : gateways) {
      gateway.seen().stream()
          .filter(seen -> seen.route().equals(route))
          .forEach(seen -> before.put(gateway.gateway(), seen));
    }
    return new Window(run, now, Map.copyOf(before));
  }

  /** What was seen since it began, at the share of the run. */
  Tally seen(String route, Cohort cohort, List<GatewaySign> gateways) {
    Tally sum = Tally.NONE;
    for (GatewaySign gateway : gateways) {
      for (Observation seen : gateway.seen()) {
        if (seen.route().equals(route) && seen.percent() == run.percent()) {
          sum = sum.plus(seen.since(before.get(gateway.gateway()), cohort));
        }
      }
    }
    return sum;
  }
}
