package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.StagingContract;
import java.util.List;

class MemoryStagingTest extends StagingContract {

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
  protected String counting(EntityShape entity) {
    String sql = "count " + entity.name();
    memory.target.answer(
        sql,
        () ->
            new Answer(
                List.of("count"),
                List.of(List.of("" + memory.target.production(entity.name()).size())),
                Answer.Extent.WHOLE));
    return sql;
  }
}
