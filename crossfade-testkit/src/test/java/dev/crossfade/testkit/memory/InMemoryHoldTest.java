package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.HoldContract;
import java.util.List;

class InMemoryHoldTest extends HoldContract {

  private final MemoryTargets memory = new MemoryTargets();

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return memory.target;
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return memory.target.again();
  }
}
