package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.StagingContract;
import java.util.List;

/** PostgreSQL keeps the contract. */
class StagingContractTest extends StagingContract {

  private final ContractTargets targets = new ContractTargets();

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return targets.fresh(entities);
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return targets.again(entities);
  }

  @Override
  protected String counting(EntityShape entity) {
    return "select count(*) from " + targets.production() + "." + entity.name();
  }
}
