package dev.crossfade.jdbc.target;

import dev.crossfade.core.compare.RowFields;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.jdbc.binary.EnumOids;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.RecordsContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL keeps the contract. */
class RecordsContractTest extends RecordsContract {

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
  protected RowFields fields(EntityShape shape, @Nullable Object[] row) {
    return stored(shape, WriteBatch.withoutMarkers(row));
  }

  /** A row as PostgreSQL takes it, but for the numbers of types. */
  static RowFields stored(EntityShape shape, @Nullable Object[] row) {
    EnumOids none = name -> 0;
    return new BinaryCopyWriter(shape.table().columns(), none).startRow().values(row).fields();
  }
}
