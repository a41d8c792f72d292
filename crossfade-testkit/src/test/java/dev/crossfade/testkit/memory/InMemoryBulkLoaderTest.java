package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.BulkLoaderContract;
import java.time.Duration;
import java.util.List;

class InMemoryBulkLoaderTest extends BulkLoaderContract {

  private final MemoryTargets memory = new MemoryTargets();

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return memory.target;
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return memory.target.again();
  }

  @Override
  protected void pass(Duration duration) {
    memory.clock.advance(duration);
  }

  @Override
  protected void forbidNote(String note) {
    memory.target.forbid("kit_person", "note", note);
  }
}
