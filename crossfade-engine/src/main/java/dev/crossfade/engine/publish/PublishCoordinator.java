package dev.crossfade.engine.publish;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Looks;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Work;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.Publisher;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings entities that are not live into production: all that are admitted together, the others
 * once they are. Each is finished as soon as its own history is complete, one at a time, while
 * history of others is still copied. Once all are, what came meanwhile is applied, and the rest in
 * the transaction that publishes. Keeps nothing that a restart would miss.
 */
public final class PublishCoordinator implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(PublishCoordinator.class);
  private static final Duration NOT_YET = Duration.ofMillis(50);
  private static final Duration NOT_FOR_LONG = Duration.ofSeconds(1);
  private static final int WAITS_PER_LOOK = 20;
  private static final int ROUNDS_WITHOUT_GAIN = 3;

  private final TargetDatabase target;
  private final EngineOptions options;
  private final Readiness readiness;
  private final Draining draining;
  private final BooleanSupplier gate;
  private final Admission admission;
  private final Consumer<Published> onPublished;
  private final Looks looks;
  private volatile boolean caughtUp;
  private Stage stage = Stage.FINISH;
  private final Map<String, Finishing> finishing = new TreeMap<>();
  private int waits;
  private long before;
  private int roundsWithoutGain;
  private @Nullable Published attempt;

  /** What is published next; empty until it was admitted. */
  private List<String> chosen = List.of();

  /** Entities with which the last attempt to finish them failed. */
  private final Set<String> failed = new HashSet<>();

  /**
   * @param gate whether it may publish; until then what is held is applied, and no more
   * @param admission which entities it may publish
   */
  public PublishCoordinator(
      Map<String, SourceDatabase> sources,
      TargetDatabase target,
      Mappings mappings,
      EngineOptions options,
      Clock clock,
      BooleanSupplier gate,
      Admission admission,
      Consumer<Published> onPublished) {
    this.target = target;
    this.options = options;
    this.readiness = new Readiness(target.progress(), mappings);
    this.draining =
        new Draining(target, new HeldChanges(sources, target, mappings), options.drainBatch());
    this.gate = gate;
    this.admission = admission;
    this.onPublished = onPublished;
    this.looks = new Looks(clock, NOT_YET, NOT_FOR_LONG);
  }

  private enum Stage {
    FINISH,
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
      caughtUp = true;
      reset();
      return null;
    }
    return switch (stage) {
      case FINISH -> finish(pending);
      case FOLLOW -> follow(pending);
      case PUBLISH -> publish(pending);
    };
  }

  private Duration finish(List<String> pending) {
    looks.begin();
    ProblemException failure = null;
    for (String entity : failedLast(readiness.historyComplete(unfinished(pending)))) {
      try {
        if (finishing(entity).step()) {
          failed.remove(entity);
          return Duration.ZERO;
        }
      } catch (ProblemException e) {
        if (e.problem().code().kind() != Kind.TRANSIENT) {
          throw e;
        }
        startOver(entity);
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      keepUp(pending);
      throw failure;
    }
    if (!unfinished(pending).isEmpty()) {
      Duration rest = looks.rest();
      keepUp(pending);
      return rest;
    }
    restartFollowing();
    stage = Stage.FOLLOW;
    return Duration.ZERO;
  }

  /** Entities that cannot be finished for the moment do not hold up the others. */
  private List<String> failedLast(Collection<String> entities) {
    List<String> order = new ArrayList<>(entities);
    order.sort(Comparator.comparing(failed::contains));
    return order;
  }

  private void startOver(String entity) {
    failed.add(entity);
    finishing.remove(entity);
    draining.reset();
  }

  /** What is finished must not fall behind while it waits for the others. */
  private void keepUp(List<String> pending) {
    if (waits++ % WAITS_PER_LOOK == 0) {
      pending.stream()
          .filter(entity -> finishing(entity).ready())
          .filter(entity -> draining.held(entity) > options.drainedEnough())
          .forEach(draining::drain);
    }
  }

  private List<String> unfinished(List<String> pending) {
    return pending.stream().filter(entity -> !finishing(entity).ready()).toList();
  }

  private Finishing finishing(String entity) {
    return finishing.computeIfAbsent(
        entity, name -> new Finishing(name, target, readiness, draining));
  }

  private void restartFollowing() {
    before = Long.MAX_VALUE;
    roundsWithoutGain = 0;
  }

  private Duration follow(List<String> pending) {
    long now = pending.stream().mapToLong(draining::held).sum();
    roundsWithoutGain = now < before ? 0 : roundsWithoutGain + 1;
    before = now;
    if (now <= options.drainedEnough() || roundsWithoutGain >= ROUNDS_WITHOUT_GAIN) {
      caughtUp = true;
      if (!gate.getAsBoolean() || !chosen(pending)) {
        restartFollowing();
        return now == 0 ? NOT_YET : drained(pending);
      }
    } else {
      pending.forEach(draining::drain);
    }
    return Duration.ZERO;
  }

  /**
   * Whether it is known what is published. What has just been admitted follows the streams once
   * more: they have gone on while it was looked at.
   */
  private boolean chosen(List<String> pending) {
    if (chosen.isEmpty()) {
      chosen = List.copyOf(admission.admitted(pending, () -> pending.forEach(draining::catchUp)));
      restartFollowing();
      return !chosen.isEmpty();
    }
    stage = Stage.PUBLISH;
    return true;
  }

  private Duration drained(List<String> pending) {
    pending.forEach(draining::drain);
    return NOT_YET;
  }

  /** Whether nothing is left to do but to publish. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private Duration publish(List<String> pending) {
    if (chosen.stream().noneMatch(pending::contains)) {
      chosen = List.of();
      restartFollowing();
      stage = Stage.FOLLOW;
      return Duration.ZERO;
    }
    Publisher publisher = target.publisher();
    try (PublishSession session = publisher.publish(chosen)) {
      if (published(session, chosen)) {
        return Duration.ZERO;
      }
      long rest = 0;
      for (String entity : chosen) {
        rest += rest(session, entity);
      }
      attempt = new Published(session.release(), chosen, draining.applied() + rest);
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
      taken = draining.take(session, entity).changes();
      rest += taken;
      LOG.debug("draining while publishing: entity={} changes={}", entity, taken);
    } while (taken > 0);
    return rest;
  }

  /** What is built stays built: locks that were not had need no second look at history. */
  @Override
  public void reset() {
    if (stage != Stage.FINISH) {
      stage = Stage.FOLLOW;
    }
    restartFollowing();
    draining.reset();
  }
}
