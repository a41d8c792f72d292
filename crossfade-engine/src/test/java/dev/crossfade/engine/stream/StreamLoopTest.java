package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.OwnershipLostException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamLoopTest {

  private Bench bench;
  private StreamLoop loop;

  @BeforeEach
  void follow() throws InterruptedException {
    bench = new Bench();
    loop =
        new StreamLoop(
            "crm",
            bench.setting.crm,
            bench.setting.crmCapture,
            bench.setting.target,
            bench.mappings(),
            EngineOptions.DEFAULTS,
            2);
    loop.step();
  }

  @Test
  void coming_back_after_a_failure_does_not_take_the_stream_from_a_newer_owner() {
    bench.insert(1, "a", "x");
    loop.reset();
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(1);
    try (Applier other = bench.setting.target.openApplier("crm")) {
      other.own("topic-1", 0);
    }
    loop.reset();
    assertThatThrownBy(loop::step).isInstanceOf(OwnershipLostException.class);
  }

  @Test
  void a_batch_holds_whole_transactions_as_long_as_they_fit() {
    bench.insert(1, "a", "x");
    bench.insert(2, "b", "x");
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(1);
    loop.step();
    assertThat(bench.rows("active_contact")).hasSize(2);
    assertThat(loop.status(java.time.Clock.systemUTC()).captured()).isEqualTo(2);
  }

  @Test
  void what_comes_again_is_dropped() {
    bench.insert(1, "a", "x");
    loop.step();
    bench.delete(1);
    bench.setting.crmCapture.deliverAgain(5);
    loop.step();
    loop.step();
    assertThat(bench.rows("active_contact")).isEmpty();
    assertThat(loop.status(java.time.Clock.systemUTC()).deduplicated()).isPositive();
  }
}
