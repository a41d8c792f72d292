package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.testkit.fault.SimulatedCrash;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The stream of a bench, stepped by hand. */
final class BenchLoop {

  private static final long LOOK_NANOS = 1_000_000L;
  private static final long PATIENCE_NANOS = 10_000 * LOOK_NANOS;

  private BenchLoop() {}

  /** One that reads nothing ahead, and whose batches hold what fits into little. */
  static StreamLoop over(Bench bench) {
    return over(bench, EngineOptions.DEFAULTS.copies());
  }

  /**
   * @param copies different rows without key that are counted at a time, about
   */
  static StreamLoop over(Bench bench, int copies) {
    return over(
        bench,
        new EngineOptions(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            10,
            10,
            0,
            copies));
  }

  static StreamLoop over(Bench bench, EngineOptions options) {
    return new StreamLoop(
        "crm",
        Map.of("crm", bench.setting.crm, "ads", bench.setting.ads),
        bench.setting.crmCapture::openStream,
        bench.setting.target,
        bench.mappings(),
        options,
        2);
  }

  /**
   * Works until nothing is left; what there is to do is looked for twice a second.
   *
   * @return who follows then: another one where this one was killed
   */
  static StreamLoop settle(Bench bench, StreamLoop first) {
    return settle(bench, first, () -> over(bench));
  }

  /**
   * @param next who follows where one was killed
   */
  static StreamLoop settle(Bench bench, StreamLoop first, Supplier<StreamLoop> next) {
    StreamLoop loop = first;
    long end = System.nanoTime() + PATIENCE_NANOS;
    List<Repair> open = List.of();
    for (int idle = 0; idle < 12; ) {
      assertThat(System.nanoTime()).as("%s, open: %s", loop.trouble(), open).isLessThan(end);
      try {
        loop.step();
        open = bench.setting.target.repairs().open();
        boolean over = open.isEmpty() && bench.setting.target.acts().open().isEmpty();
        idle = over ? idle + 1 : 0;
        LockSupport.parkNanos(over ? 0 : LOOK_NANOS);
      } catch (ProblemException | OwnershipLostException | SimulatedCrash e) {
        bench.setting.target.endSessions();
        loop.reset();
        loop = next.get();
      }
    }
    return loop;
  }
}
