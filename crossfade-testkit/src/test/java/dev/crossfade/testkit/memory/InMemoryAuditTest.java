package dev.crossfade.testkit.memory;

import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.testkit.contract.AuditContract;
import dev.crossfade.testkit.fault.Fault;
import java.time.Duration;

/** The store in memory keeps the contract. */
class InMemoryAuditTest extends AuditContract {

  private final MemoryControls controls = new MemoryControls();

  @Override
  protected ControlStore open() {
    return controls.open();
  }

  @Override
  protected ControlStore openLossy(Loss loss) {
    return controls.lossy(loss == Loss.REQUEST ? Fault.REQUEST_LOST : Fault.ACK_LOST);
  }

  @Override
  protected void elapse(Duration time) {
    controls.clock.advance(time);
  }
}
