package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.List;

/** Fresh targets for the contracts, one migration each on one server. */
final class ContractTargets implements AutoCloseable {

  private final TargetFixture fixture;
  private int migrations;

  ContractTargets(Path folder) {
    this.fixture = new TargetFixture(folder);
  }

  TargetDatabase fresh(List<EntityShape> entities) {
    migrations++;
    return again(entities);
  }

  TargetDatabase again(List<EntityShape> entities) {
    return TargetDatabases.open(
        fixture.settings("kit-" + migrations, entities.toArray(EntityShape[]::new)));
  }

  @Override
  public void close() {
    fixture.close();
  }
}
