package dev.crossfade.server.wiring;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.core.check.Freshness;
import dev.crossfade.core.check.PlannedChecks;
import dev.crossfade.spi.check.CheckStore;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks checks again whose schedule says so, as long as a migration is followed by this process. One
 * check at a time, in one thread. Nothing at all where no check has a schedule.
 */
final class ScheduledChecks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledChecks.class);

  private final Connected connected;
  private final Supplier<List<String>> followed;
  private final CheckGraph graph;
  private final Rounds rounds;

  /**
   * @param followed entities that can be checked now
   */
  private ScheduledChecks(Connected connected, Supplier<List<String>> followed) {
    this.connected = connected;
    this.followed = followed;
    this.graph = PlannedChecks.of(connected.spec());
    this.rounds = new Rounds(connected.spec().name() + "-checks", this::look, () -> {});
  }

  static ScheduledChecks start(Connected connected, Supplier<List<String>> followed) {
    ScheduledChecks checks = new ScheduledChecks(connected, followed);
    if (checks.graph.checks().stream().anyMatch(check -> check.schedule() != null)) {
      checks.rounds.start();
    }
    return checks;
  }

  private void look() throws InterruptedException {
    Set<String> due = due(followed.get(), Clock.systemUTC().instant());
    if (!due.isEmpty()) {
      CheckWiring.sparing(connected)
          .run(
              UUID.randomUUID().toString(),
              CheckTrigger.SCHEDULE,
              connected.compiled().version(),
              graph.only(due),
              result -> LOG.info("checked: check={} state={}", result.check(), result.state()));
    }
  }

  private Set<String> due(List<String> entities, Instant now) {
    Set<String> due = new LinkedHashSet<>();
    if (entities.isEmpty()) {
      return due;
    }
    Map<String, CheckStore.Latest> latest = connected.target().checks().latest();
    for (Check check : graph.checks()) {
      boolean about = check.entity().isEmpty() || entities.contains(check.entity());
      CheckStore.Latest last = latest.get(check.id());
      if (about && Freshness.scheduled(check, last == null ? null : last.result(), now)) {
        due.add(check.id());
      }
    }
    return due;
  }

  /** What is being asked is broken off. */
  @Override
  public void close() {
    rounds.close();
  }
}
