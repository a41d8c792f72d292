package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.RepairsContract;
import java.util.List;

class InMemoryRepairsTest extends RepairsContract {

  private final MemoryTargets memory = new MemoryTargets();

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return memory.target;
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return memory.target;
  }
}
