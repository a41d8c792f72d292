package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.cutover.DeltaComparison;
import dev.crossfade.engine.verify.Upkeep;
import dev.crossfade.kafka.KafkaAccess;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the rows that were touched since the last verdict of each entity. Taken just before
 * writes are held, that verdict leaves little for the comparison behind the fences. An entity of
 * which touched keys are not known is compared as a whole before, and is a hindrance behind the
 * fences; one without key is compared as a whole each time.
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
    return Comparison.of(connected, Reach.SINCE_LAST, kafka, entities()).verify(rows -> {}).stream()
        .filter(UpkeepDelta::unequal)
        .map(UpkeepDelta::line)
        .toList();
  }

  @Override
  public List<String> compare() throws InterruptedException {
    Upkeep upkeep = Comparison.upkeep(connected, kafka, entities());
    List<String> why = new ArrayList<>();
    for (String entity : entities()) {
      String hindrance = upkeep.hindrance(entity);
      if (!hindrance.isEmpty()) {
        why.add(entity + " would have to be compared as a whole, because " + hindrance);
      }
    }
    for (String entity : why.isEmpty() ? entities() : List.<String>of()) {
      Verdict verdict = upkeep.verify(entity);
      if (unequal(verdict)) {
        why.add(line(verdict));
      }
    }
    return why;
  }

  private List<String> entities() {
    return connected.spec().entities().stream().map(EntitySpec::name).toList();
  }

  private static boolean unequal(Verdict verdict) {
    return verdict.result() != Verdict.Result.EQUAL;
  }

  private static String line(Verdict verdict) {
    return "%s is %s: %d rows differ, %d kept changing"
        .formatted(
            verdict.entity(), verdict.result(), verdict.mismatchCount(), verdict.unsettled());
  }
}
