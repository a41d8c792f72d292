package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.cutover.DeltaComparison;
import dev.crossfade.engine.verify.DeltaWatch;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.spi.target.OwnershipLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the rows that were touched since the last verdict of each entity. It is done again and
 * again just before writes are held, by connections that are used behind the fences, too: that
 * leaves little for the comparison there, and nothing is done there for the first time. An entity
 * of which touched keys are not known is compared as a whole before, and is a hindrance behind the
 * fences; one without key is compared as a whole each time.
 */
final class UpkeepDelta implements DeltaComparison {

  private static final Logger LOG = LoggerFactory.getLogger(UpkeepDelta.class);

  /** So often at least it is compared before, and no more often than that. */
  private static final int LEAST = 2;

  private static final int MOST = 4;

  /** What takes no longer is as good as it gets. */
  private static final long QUICK_NANOS = 200_000_000;

  private final Connected connected;
  private final KafkaAccess kafka;
  private @Nullable DeltaWatch watch;
  private List<Verdict> verdicts = List.of();

  UpkeepDelta(Connected connected, KafkaAccess kafka) {
    this.connected = connected;
    this.kafka = kafka;
  }

  @Override
  public synchronized List<String> prepare() throws InterruptedException {
    end();
    List<String> why =
        lines(Comparison.of(connected, Reach.SINCE_LAST, kafka, entities()).verify(rows -> {}));
    boolean quick = false;
    for (int i = 0; why.isEmpty() && i < MOST && !(quick && i >= LEAST); i++) {
      long begun = System.nanoTime();
      why = compared(DeltaWatch::compare, this::tooLong);
      quick = System.nanoTime() - begun < QUICK_NANOS;
    }
    return why;
  }

  /** What was compared as a whole just now, because it has no key, will be so behind the fences. */
  private List<String> tooLong(List<Verdict> rehearsed) {
    Duration longest = Duration.ofMillis(connected.spec().cutover().maxWritePauseMillis());
    Duration whole =
        rehearsed.stream()
            .filter(verdict -> verdict.coverage().full())
            .map(verdict -> Duration.between(verdict.startedAt(), verdict.finishedAt()))
            .reduce(Duration.ZERO, Duration::plus);
    return whole.compareTo(longest) < 0
        ? List.of()
        : List.of(
            ("entities without key got rows and are compared as a whole, which takes %d ms; writes"
                    + " may wait for %d ms")
                .formatted(whole.toMillis(), longest.toMillis()));
  }

  @Override
  public synchronized List<String> compare(Map<String, Long> behind) throws InterruptedException {
    verdicts = List.of();
    return compared(
        now -> {
          DeltaWatch.Round round = now.compare(behind);
          verdicts = round.verdicts();
          return round;
        },
        verdicts -> List.of());
  }

  @Override
  public synchronized List<Verdict> verdicts() {
    return verdicts;
  }

  /** A comparison that keeps everything open. */
  @FunctionalInterface
  private interface Looking {
    DeltaWatch.Round by(DeltaWatch watch) throws InterruptedException;
  }

  /** What failed, or was interrupted, is begun anew the next time. */
  private List<String> compared(Looking looking, Function<List<Verdict>, List<String>> besides)
      throws InterruptedException {
    DeltaWatch now = watch;
    if (now == null) {
      now = Comparison.watch(connected, kafka, entities());
      watch = now;
    }
    boolean well = false;
    try {
      DeltaWatch.Round round = looking.by(now);
      well = true;
      List<String> why = new ArrayList<>(round.hindrances());
      why.addAll(lines(round.verdicts()));
      return why.isEmpty() ? besides.apply(round.verdicts()) : why;
    } finally {
      if (!well) {
        end();
      }
    }
  }

  @Override
  public synchronized void end() {
    DeltaWatch now = watch;
    watch = null;
    if (now != null) {
      try (now) {
        now.record();
      } catch (OwnershipLostException e) {
        LOG.debug("verdicts of a former owner are not wanted: {}", e.getMessage());
      }
    }
  }

  private static List<String> lines(List<Verdict> verdicts) {
    return verdicts.stream().filter(UpkeepDelta::unequal).map(UpkeepDelta::line).toList();
  }

  private List<String> entities() {
    return connected.spec().entities().stream().map(EntitySpec::name).toList();
  }

  private static boolean unequal(Verdict verdict) {
    return verdict.result() != Verdict.Result.EQUAL;
  }

  private static String line(Verdict verdict) {
    if (!verdict.hindrance().isEmpty()) {
      return verdict.entity() + " is not known: " + verdict.hindrance();
    }
    return "%s is %s: %d rows differ, %d kept changing"
        .formatted(
            verdict.entity(), verdict.result(), verdict.mismatchCount(), verdict.unsettled());
  }
}
