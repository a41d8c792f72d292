package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillPlanner;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.publish.PublishCoordinator;
import dev.crossfade.engine.stream.ChangeMapper;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Until all changes held so far are applied, history may show two rows with one unique title. When
 * a commit on the way was lost, constraints must wait.
 */
class UnknownDrainTest {

  private final AtomicBoolean lost = new AtomicBoolean();
  private final InMemoryTarget target =
      new InMemoryTarget(
          Clock.systemUTC(),
          call ->
              call.equals("drain.commit") && !lost.getAndSet(true)
                  ? Fault.REQUEST_LOST
                  : Fault.NONE);
  private final InMemorySource ads =
      new InMemorySource("ads", List.of(Company.ADS), Set.of(), Clock.systemUTC(), Faults.NONE);

  @Test
  void constraints_wait_until_what_was_held_is_certainly_applied() {
    target.prepare(
        List.of(
            new EntityShape("ad", Company.ADVERT.entity(), List.of(List.of("title")), List.of())));
    Mappings mappings =
        Mappings.load(new CompiledMigration(List.of(Company.ADVERT), "v1"), target.progress());
    ads.write(
        tx -> {
          tx.insert(Company.AD, "c1", "t", "bio");
          tx.insert(Company.AD, "c2", "t", "bio");
        });
    load(mappings);
    ads.write(tx -> tx.update(Company.AD, Key.of("c2"), "c2", "u", "bio"));
    hold(mappings);

    PublishCoordinator publish =
        new PublishCoordinator(
            Map.of("ads", ads), target, mappings, EngineOptions.DEFAULTS, published -> {});
    for (int i = 0; i < 20 && publish.step() != null; i++) {
      assertThat(target.quarantine().open()).isZero();
    }

    assertThat(lost).isTrue();
    assertThat(target.progress().entityStates()).containsEntry("ad", EntityState.LIVE);
    assertThat(target.production("ad"))
        .extracting(Arrays::toString)
        .containsExactlyInAnyOrder("[c1, t, bio]", "[c2, u, bio]");
  }

  private void load(Mappings mappings) {
    new BackfillPlanner(Map.of("ads", ads), target, mappings, 10).plan();
    new BackfillWorker(
            "worker",
            Map.of("ads", ads),
            target,
            mappings,
            EngineOptions.DEFAULTS,
            Clock.systemUTC(),
            new BackfillMeter(Clock.systemUTC()),
            done -> {})
        .step();
  }

  private void hold(Mappings mappings) {
    List<SourceTransaction> log = ads.history();
    List<EntityChange> changes = new ChangeMapper(mappings, "ads").map(log.get(log.size() - 1));
    try (Applier applier = target.openApplier("ads")) {
      StreamState from = applier.own("stream", 0);
      Position end = changes.get(0).position();
      StreamState to = new StreamState("stream", 1, end, 1_000, null, from.epoch());
      try (StreamSession session = applier.begin(from, to, "v1")) {
        session.hold("ad", changes);
        assertThat(session.commit(1)).isInstanceOf(Outcome.Done.class);
      }
    }
  }
}
