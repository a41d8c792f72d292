package dev.crossfade.testkit.memory;

import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import java.time.Instant;

/** A fresh in-memory target and its clock. */
final class MemoryTargets {

  final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  final InMemoryTarget target = new InMemoryTarget(clock, Faults.NONE);
}
