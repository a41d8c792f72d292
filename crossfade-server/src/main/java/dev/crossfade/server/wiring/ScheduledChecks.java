package dev.crossfade.server.wiring;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckResult;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Freshness;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.core.check.ScheduledFailures;
import dev.crossfade.core.phase.Event.CheckOverridden;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks checks again whose schedule says so, as long as a migration is followed by this process. One
 * check at a time, in one thread. What does not pass is a trouble until it does. Nothing at all
 * where no check has a schedule.
 */
final class ScheduledChecks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledChecks.class);

  private static final String TASK = "scheduled checks";

  private final Connected connected;
  private final Supplier<List<String>> followed;
  private final CheckGraph graph;
  private final FailingChecks failing;
  private final Supplier<List<CheckOverridden>> overridden;
  private final Rounds rounds;

  /**
   * @param followed entities that can be checked now
   */
  private ScheduledChecks(
      Connected connected, Following following, Supplier<List<String>> followed) {
    this.connected = connected;
    this.followed = followed;
    this.graph = PlannedChecks.of(connected.spec());
    this.failing = new FailingChecks(following.run().troubles(), TASK, ScheduledChecks::problem);
    this.overridden = () -> following.run().state().signOffs().overridden();
    this.rounds = new Rounds(connected.spec().name() + "-checks", this::look, failing::gone);
  }

  static ScheduledChecks start(
      Connected connected, Following following, Supplier<List<String>> followed) {
    ScheduledChecks checks = new ScheduledChecks(connected, following, followed);
    if (checks.graph.checks().stream().anyMatch(check -> check.schedule() != null)) {
      checks.rounds.start();
    }
    return checks;
  }

  private void look() throws InterruptedException {
    List<String> entities = followed.get();
    if (entities.isEmpty()) {
      failing.tell(Map.of());
      return;
    }
    Map<String, CheckResult> latest = latest();
    Set<String> due = due(entities, latest, Clock.systemUTC().instant());
    if (!due.isEmpty()) {
      CheckWiring.sparing(connected)
          .run(
              UUID.randomUUID().toString(),
              CheckTrigger.SCHEDULE,
              connected.compiled().version(),
              graph.only(due),
              result -> LOG.info("checked: check={} state={}", result.check(), result.state()));
      latest = latest();
    }
    failing.tell(ScheduledFailures.of(graph, latest, entities, answeredFor()));
  }

  private Map<String, CheckResult> latest() {
    Map<String, CheckResult> latest = new HashMap<>();
    connected.target().checks().latest().forEach((id, found) -> latest.put(id, found.result()));
    return latest;
  }

  private Set<String> answeredFor() {
    return overridden.get().stream().map(CheckOverridden::check).collect(Collectors.toSet());
  }

  private Set<String> due(List<String> entities, Map<String, CheckResult> latest, Instant now) {
    Set<String> due = new LinkedHashSet<>();
    for (Check check : graph.checks()) {
      boolean about = check.entity().isEmpty() || entities.contains(check.entity());
      if (about && Freshness.scheduled(check, latest.get(check.id()), now)) {
        due.add(check.id());
      }
    }
    return due;
  }

  private static Problem problem(String checks, String why) {
    return Problem.of(
        EngineProblem.SCHEDULED_CHECKS_FAIL,
        "Checks that are asked on schedule did not pass: " + checks + ".",
        why,
        "See them: crossfade check report. It is over once they pass when they are asked again, by"
            + " schedule or at once: crossfade check run --node NAME.");
  }

  /** What is being asked is broken off. */
  @Override
  public void close() {
    rounds.close();
  }
}
