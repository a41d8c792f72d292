package dev.crossfade.engine.stream;

import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.simulation.Bench;
import java.time.Duration;
import java.util.Map;

/** The stream of a bench, stepped by hand. */
final class BenchLoop {

  private BenchLoop() {}

  /** One that reads nothing ahead, and whose batches hold what fits into little. */
  static StreamLoop over(Bench bench) {
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
            0));
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
}
