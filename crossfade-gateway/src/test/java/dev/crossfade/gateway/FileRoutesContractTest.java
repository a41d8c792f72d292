package dev.crossfade.gateway;

import dev.crossfade.gateway.record.FileRoutes;
import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.contract.RouteStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** A folder keeps the contract. */
class FileRoutesContractTest extends RouteStoreContract {

  @TempDir private static Path folder;

  @Override
  protected RouteStore open() {
    return new FileRoutes(folder, Clock.systemUTC());
  }

  @Override
  protected void elapse(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
