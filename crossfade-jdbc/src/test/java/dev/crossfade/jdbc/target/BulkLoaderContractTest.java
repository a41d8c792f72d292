package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.BulkLoaderContract;
import java.util.List;

/** PostgreSQL keeps the contract. */
class BulkLoaderContractTest extends BulkLoaderContract {

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
  protected void forbidNote(String note) {
    targets.execute(
        "ALTER TABLE %s.kit_person ADD CONSTRAINT by_hand CHECK (note <> '" + note + "')");
  }
}
