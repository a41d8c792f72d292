package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.cutover.DeltaComparison;
import dev.crossfade.kafka.KafkaAccess;
import java.util.List;

/**
 * Compares the rows that were touched since the last verdict of each entity. Taken just before
 * writes are held, that verdict leaves little for the comparison behind the fences. An entity of
 * which touched keys are not known, such as one without key, is compared as a whole each time.
 */
final class UpkeepDelta implements DeltaComparison {

  private final Connected connected;
  private final KafkaAccess kafka;

  UpkeepDelta(Connected connected, KafkaAccess kafka) {
    this.connected = connected;
    this.kafka = kafka;
  }

  @Override
  public List<String> prepare() throws InterruptedException {
    return unequal();
  }

  @Override
  public List<String> compare() throws InterruptedException {
    return unequal();
  }

  private List<String> unequal() throws InterruptedException {
    List<String> entities = connected.spec().entities().stream().map(EntitySpec::name).toList();
    return Comparison.of(connected, Reach.SINCE_LAST, kafka, entities).verify(rows -> {}).stream()
        .filter(verdict -> verdict.result() != Verdict.Result.EQUAL)
        .map(UpkeepDelta::line)
        .toList();
  }

  private static String line(Verdict verdict) {
    return "%s is %s: %d rows differ, %d kept changing"
        .formatted(
            verdict.entity(), verdict.result(), verdict.mismatchCount(), verdict.unsettled());
  }
}
