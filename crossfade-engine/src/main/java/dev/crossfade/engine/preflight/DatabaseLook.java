package dev.crossfade.engine.preflight;

import dev.crossfade.core.preflight.DatabaseGates;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import java.time.Duration;

/** Looks at one database. */
final class DatabaseLook {

  private DatabaseLook() {}

  static void fence(Looks looks, String name, Fence fence, Duration longest) {
    looks.at(Item.FENCE.of(name), () -> DatabaseGates.fence(name, new FenceLook(fence).holes()));
    looks.at(
        Item.TRANSACTIONS.of(name),
        () -> DatabaseGates.transactions(name, new FenceLook(fence).open(longest), longest));
  }

  static void keys(Looks looks, String name, Readiness readiness) {
    looks.at(
        Item.KEYS.of(name),
        () -> {
          ReadinessReport report = readiness.check();
          return DatabaseGates.keys(name, report.items().size(), report.hindrances());
        });
  }
}
