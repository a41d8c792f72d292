package dev.crossfade.server.wiring;

import dev.crossfade.core.compare.FullCycle.Pass;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Renewals;
import dev.crossfade.engine.verify.EntityComparison;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Full passes of what a run follows, by the verdicts in its target.
 *
 * @param connected what it follows
 * @param following how it does
 * @param may whether entities may be compared now
 */
record LivePasses(Connected connected, Following following, BooleanSupplier may)
    implements FullPasses.Means {

  /** Not begun yet. */
  static FullPasses of(Connected connected, Following following, BooleanSupplier may) {
    return new FullPasses(
        connected.spec().name(),
        Duration.ofMinutes(connected.spec().settings().verifyMinutes()),
        new LivePasses(connected, following, may),
        may,
        Clock.systemUTC()::instant);
  }

  /** Rows that are being made again would be found different. */
  @Override
  public Collection<String> comparable() {
    ProgressStore progress = connected.target().progress();
    Map<String, EntityState> states = progress.entityStates();
    return following.entities().stream()
        .filter(entity -> states.get(entity) == EntityState.LIVE)
        .filter(entity -> !Renewals.of(entity, connected.compiled(), progress))
        .toList();
  }

  @Override
  public Map<String, Pass> passes() {
    ProgressStore progress = connected.target().progress();
    Map<String, Pass> passes = new HashMap<>();
    connected
        .spec()
        .entities()
        .forEach(
            entity ->
                progress
                    .latestFull(entity.name())
                    .ifPresent(verdict -> passes.put(entity.name(), Pass.of(verdict))));
    return passes;
  }

  @Override
  public boolean behind() {
    return following.behind();
  }

  /** A system that is away is waited for, but not once something else is to be done. */
  @Override
  public List<Verdict> compare(String entity) throws InterruptedException {
    Comparison comparison = Comparison.sparing(connected, entity);
    EntityComparison unlessAskedFor =
        each -> {
          if (Thread.interrupted() || !may.getAsBoolean()) {
            throw new InterruptedException("something else was asked for");
          }
          return comparison.way().verify(each);
        };
    return comparison.verify(
        new PatientVerification(unlessAskedFor, following.run(), Pause.REAL), rows -> {});
  }
}
