package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.contract.PublisherContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL keeps the contract. */
class PublisherContractTest extends PublisherContract {

  @TempDir static Path folder;
  private static ContractTargets targets;

  @BeforeAll
  static void start() {
    targets = new ContractTargets(folder);
  }

  @AfterAll
  static void stop() {
    targets.close();
  }

  @Override
  protected TargetDatabase open(List<EntityShape> entities) {
    return targets.fresh(entities);
  }

  @Override
  protected TargetDatabase openAgain(List<EntityShape> entities) {
    return targets.again(entities);
  }
}
