package dev.crossfade.testkit.memory;

import dev.crossfade.core.compare.RowFields;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.RecordsContract;
import java.util.List;
import org.jspecify.annotations.Nullable;

class MemoryRecordsTest extends RecordsContract {

  private final MemoryTargets memory = new MemoryTargets();

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return memory.target;
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return memory.target;
  }

  @Override
  protected RowFields fields(EntityShape shape, @Nullable Object[] row) {
    return MemoryFields.of(row);
  }
}
