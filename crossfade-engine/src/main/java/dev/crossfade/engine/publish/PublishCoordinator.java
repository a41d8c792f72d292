package dev.crossfade.engine.publish;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.Publisher;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings all entities that are not live into production together. Once their history is complete
 * and every stream has passed it, their held changes are applied: first what makes history
 * consistent, then indexes are built, then what came meanwhile, and the rest in the transaction
 * that publishes. Keeps nothing that a restart would miss.
 */
public final class PublishCoordinator implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(PublishCoordinator.class);
  private static final Duration NOT_YET = Duration.ofMillis(100);
  private static final int ROUNDS_WITHOUT_GAIN = 3;

  private final TargetDatabase target;
  private final EngineOptions options;
  private final Readiness readiness;
  private final HeldChanges held;
  private final Consumer<Published> onPublished;
  private Stage stage = Stage.WAIT;
  private final Map<String, Long> toDrain = new TreeMap<>();
  private long before;
  private int roundsWithoutGain;
  private final SeamCount seam = new SeamCount();
  private @Nullable Published attempt;

  public PublishCoordinator(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      Consumer<Published> onPublished) {
    this.target = target;
    this.options = options;
    this.readiness = new Readiness(target.progress(), mappings);
    this.held = new HeldChanges(sources, target, mappings);
    this.onPublished = onPublished;
  }

  private enum Stage {
    WAIT,
    CATCH_UP,
    BUILD,
    FOLLOW,
    PUBLISH
  }

  @Override
  public String name() {
    return "publish";
  }

  @Override
  public @Nullable Duration step() {
    List<String> pending = readiness.pending();
    announce(pending);
    if (pending.isEmpty()) {
      reset();
      return null;
    }
    return switch (stage) {
      case WAIT -> await(pending);
      case CATCH_UP -> catchUp();
      case BUILD -> build(pending);
      case FOLLOW -> follow(pending);
      case PUBLISH -> publish(pending);
    };
  }

  private Duration await(List<String> pending) {
    if (!readiness.historyComplete(pending) || !readiness.marksPassed(pending)) {
      return NOT_YET;
    }
    Map<String, EntityState> states = target.progress().entityStates();
    for (String entity : pending) {
      if (states.get(entity) != EntityState.HELD) {
        long parked = target.loader().complete(entity);
        LOG.info("history complete: entity={} duplicateKeys={}", entity, parked);
      }
    }
    toDrain.clear();
    pending.forEach(entity -> toDrain.put(entity, target.publisher().held(entity)));
    stage = Stage.CATCH_UP;
    return Duration.ZERO;
  }

  /** Everything held until now: after it, staging is consistent and indexes can be built. */
  private Duration catchUp() {
    for (Map.Entry<String, Long> each : toDrain.entrySet()) {
      if (each.getValue() > 0) {
        long taken = drain(each.getKey());
        each.setValue(taken == 0 ? 0 : each.getValue() - taken);
        return Duration.ZERO;
      }
    }
    stage = Stage.BUILD;
    return Duration.ZERO;
  }

  private Duration build(List<String> pending) {
    pending.forEach(target.publisher()::ready);
    restartFollowing();
    stage = Stage.FOLLOW;
    return Duration.ZERO;
  }

  private void restartFollowing() {
    before = Long.MAX_VALUE;
    roundsWithoutGain = 0;
  }

  private Duration follow(List<String> pending) {
    long now = pending.stream().mapToLong(target.publisher()::held).sum();
    roundsWithoutGain = now < before ? 0 : roundsWithoutGain + 1;
    before = now;
    if (now <= options.drainedEnough() || roundsWithoutGain >= ROUNDS_WITHOUT_GAIN) {
      stage = Stage.PUBLISH;
    } else {
      pending.forEach(this::drain);
    }
    return Duration.ZERO;
  }

  /** Applies some held changes; when nobody knows whether that happened, zero. */
  private long drain(String entity) {
    try (DrainSession session = target.publisher().drain()) {
      Taken taken = take(session, entity);
      Outcome<Void> outcome = session.commit();
      if (outcome instanceof Outcome.NotDone<Void> notDone) {
        throw notDone.why().raise();
      }
      if (outcome instanceof Outcome.Unknown<Void>) {
        seam.silent(taken);
        stage = Stage.WAIT;
        return 0;
      }
      seam.applied(taken);
      return taken.changes();
    }
  }

  private Taken take(DrainSession session, String entity) {
    Taken taken = held.drain(session, entity, options.drainBatch());
    seam.took(taken);
    return taken;
  }

  private Duration publish(List<String> pending) {
    Publisher publisher = target.publisher();
    try (PublishSession session = publisher.publish(pending)) {
      if (published(session, pending)) {
        return Duration.ZERO;
      }
      long rest = 0;
      for (String entity : pending) {
        rest += rest(session, entity);
      }
      attempt = new Published(session.release(), pending, seam.applied() + rest);
      Outcome<Void> outcome = session.commit();
      if (outcome instanceof Outcome.NotDone<Void> notDone) {
        attempt = null;
        throw notDone.why().raise();
      }
      return outcome instanceof Outcome.Unknown<Void> ? NOT_YET : Duration.ZERO;
    }
  }

  /** Tells about a release once reading shows that its commit happened. */
  private void announce(List<String> pending) {
    Published done = attempt;
    if (done != null && done.entities().stream().noneMatch(pending::contains)) {
      attempt = null;
      LOG.info(
          "published: release={} entities={} seamChanges={}",
          done.release(),
          done.entities().size(),
          done.seamChanges());
      onPublished.accept(done);
    }
  }

  /** An earlier attempt, whose end was unknown, may have succeeded meanwhile. */
  private static boolean published(PublishSession session, List<String> pending) {
    Map<String, EntityState> states = session.entityStates();
    return pending.stream().anyMatch(entity -> states.get(entity) == EntityState.LIVE);
  }

  /** All that is left; it counts only if the session commits. */
  private long rest(PublishSession session, String entity) {
    long rest = 0;
    long taken;
    do {
      taken = take(session, entity).changes();
      rest += taken;
      LOG.debug("draining while publishing: entity={} changes={}", entity, taken);
    } while (taken > 0);
    return rest;
  }

  /** What is built stays built: locks that were not had need no second look at history. */
  @Override
  public void reset() {
    stage = stage == Stage.PUBLISH ? Stage.FOLLOW : Stage.WAIT;
    restartFollowing();
    held.close();
  }
}
