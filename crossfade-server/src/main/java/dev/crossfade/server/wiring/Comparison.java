package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.verify.DeltaWatch;
import dev.crossfade.engine.verify.EntityComparison;
import dev.crossfade.engine.verify.Upkeep;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.kafka.KafkaAccess;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A comparison of entities with their sources while some run, of this process or another, follows
 * them.
 */
public final class Comparison {
  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

  private final Verifier verifier;
  private final EntityComparison way;
  private final List<String> entities;

  private Comparison(Verifier verifier, EntityComparison way, List<String> entities) {
    this.verifier = verifier;
    this.way = way;
    this.entities = List.copyOf(entities);
  }

  /**
   * Compares all rows of those that are published; of others there is nothing to compare yet, which
   * the log says.
   */
  static Comparison published(Connected connected, List<String> entities) {
    Map<String, EntityState> states = connected.target().progress().entityStates();
    List<String> published = new ArrayList<>();
    for (String entity : entities) {
      if (states.get(entity) == EntityState.LIVE) {
        published.add(entity);
      } else {
        LOG.warn("not compared, for it is not published yet: entity={}", entity);
      }
    }
    return full(connected, published);
  }

  /** Compares all rows. */
  private static Comparison full(Connected connected, List<String> entities) {
    Verifier verifier = verifier(connected, connected.spec().settings().workers());
    return new Comparison(verifier, verifier, entities);
  }

  /** Compares all rows of an entity with one reader, so that databases and streams are spared. */
  static Comparison sparing(Connected connected, String entity) {
    Verifier verifier = verifier(connected, 1).unasked();
    return new Comparison(verifier, verifier, List.of(entity));
  }

  /**
   * Compares what is asked for.
   *
   * @param kafka where the streams are; null when they cannot be reached from here
   */
  public static Comparison of(
      Connected connected, Reach reach, @Nullable KafkaAccess kafka, List<String> entities) {
    if (reach == Reach.ALL) {
      return full(connected, entities);
    }
    Verifier verifier = verifier(connected, connected.spec().settings().workers());
    EntityComparison way =
        kafka == null
            ? verifier.because("the run has its streams in another data folder")
            : upkeep(verifier, connected, kafka, entities);
    return new Comparison(verifier, way, entities);
  }

  /** Compares rows whose keys were touched since the last verdict, again and again. */
  static DeltaWatch watch(Connected connected, KafkaAccess kafka, List<String> entities) {
    Verifier verifier = verifier(connected, connected.spec().settings().workers());
    return new DeltaWatch(verifier, new AppliedStreams(connected, kafka), entities);
  }

  private static Upkeep upkeep(
      Verifier verifier, Connected connected, KafkaAccess kafka, List<String> entities) {
    return new Upkeep(verifier, new AppliedStreams(connected, kafka), entities);
  }

  private static Verifier verifier(Connected connected, int readers) {
    return new Verifier(
        Mappings.corrected(connected.compiled(), connected.target()),
        connected.sources(),
        connected.target(),
        VerifySettings.DEFAULTS.readers(readers),
        Clock.systemUTC(),
        Pause.REAL);
  }

  /**
   * Those of the entities whose verdicts nobody keeps: their rows are written by other mappings.
   */
  public List<String> notInUse() {
    return entities.stream().filter(entity -> !verifier.inUse(entity)).toList();
  }

  EntityComparison way() {
    return way;
  }

  /**
   * Compares one after the other.
   *
   * @param rows told now and then how many rows were read
   */
  public List<Verdict> verify(LongConsumer rows) throws InterruptedException {
    return verify(way, rows);
  }

  /** The same, by somebody who wraps {@link #way}. */
  List<Verdict> verify(EntityComparison wrapped, LongConsumer rows) throws InterruptedException {
    List<Verdict> verdicts = new ArrayList<>();
    try (RowWatch watch = RowWatch.start(verifier, rows)) {
      for (String entity : entities) {
        verdicts.add(wrapped.verify(entity));
      }
    }
    return verdicts;
  }
}
