package dev.crossfade.jdbc.control;

import dev.crossfade.jdbc.fault.Proxy;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.testkit.contract.AuditContract;
import java.time.Duration;

/** PostgreSQL keeps the contract. */
class PostgresAuditContractTest extends AuditContract {

  private final ControlFixture fixture = new ControlFixture();

  @Override
  protected ControlStore open() {
    return fixture.open();
  }

  @Override
  protected ControlStore openLossy(Loss loss) {
    return fixture.lossy(loss == Loss.REQUEST ? Proxy.Cut.REQUEST : Proxy.Cut.ANSWER);
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
