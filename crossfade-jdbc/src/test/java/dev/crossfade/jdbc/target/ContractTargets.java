package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh targets for the contracts, one migration each on one server. */
final class ContractTargets {

  private static final AtomicInteger MIGRATIONS = new AtomicInteger();

  private final TargetFixture fixture = new TargetFixture();
  private int number;

  TargetDatabase fresh(List<EntityShape> entities) {
    number = MIGRATIONS.incrementAndGet();
    return again(entities);
  }

  TargetDatabase again(List<EntityShape> entities) {
    return TargetDatabases.open(
        fixture.settings("kit-" + number, entities.toArray(EntityShape[]::new)));
  }

  /** The production schema of the latest target. */
  String production() {
    return "kit_" + number + "_prod";
  }

  /** Runs SQL in which {@code %s} stands for the staging schema of the latest target. */
  void execute(String sql) {
    fixture.execute(sql.formatted("crossfade_kit_" + number + "_staging"));
  }
}
