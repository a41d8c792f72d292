package dev.crossfade.testkit.memory;

import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.contract.RouteStoreContract;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.fault.ScriptedFaults;
import java.time.Duration;
import java.time.Instant;

/** The one in memory keeps the contract. */
class InMemoryRoutesTest extends RouteStoreContract {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryRoutes routes = new InMemoryRoutes(clock, new ScriptedFaults());

  @Override
  protected RouteStore open() {
    return routes;
  }

  @Override
  protected void elapse(Duration time) {
    clock.advance(time);
  }
}
