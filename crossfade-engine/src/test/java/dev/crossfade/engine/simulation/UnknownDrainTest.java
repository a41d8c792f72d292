package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.publish.Admission;
import dev.crossfade.engine.publish.PublishCoordinator;
import dev.crossfade.engine.publish.Published;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Until all changes held so far are applied, history may show two rows with one unique title. When
 * a commit on the way was lost, constraints must wait. What a lost commit applied is counted once.
 */
class UnknownDrainTest {

  private final AtomicBoolean lost = new AtomicBoolean();
  private String commit = "drain.commit";
  private Fault fault = Fault.REQUEST_LOST;
  private final List<Published> published = new ArrayList<>();
  private final InMemoryTarget target =
      new InMemoryTarget(
          Clock.systemUTC(),
          call -> call.equals(commit) && !lost.getAndSet(true) ? fault : Fault.NONE);
  private final InMemorySource ads =
      new InMemorySource("ads", List.of(Company.ADS), Set.of(), Clock.systemUTC(), Faults.NONE);

  @Test
  void constraints_wait_until_what_was_held_is_certainly_applied() {
    PublishCoordinator publish = coordinator(loaded());
    for (int i = 0; i < 20 && publish.step() != null; i++) {
      assertThat(target.quarantine().open()).isZero();
    }

    assertThat(lost).isTrue();
    assertThat(target.progress().entityStates()).containsEntry("ad", EntityState.LIVE);
    assertThat(target.production("ad"))
        .extracting(Arrays::toString)
        .containsExactlyInAnyOrder("[c1, t, bio]", "[c2, u, bio]");
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "NOT_DONE", "REQUEST_LOST", "ACK_LOST"})
  void a_change_counts_once_whatever_became_of_publishing(Fault how) {
    commit = "publish.commit";
    counts(how);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "NOT_DONE", "REQUEST_LOST", "ACK_LOST"})
  void a_change_counts_once_whatever_became_of_draining_it(Fault how) {
    counts(how);
  }

  private void counts(Fault how) {
    fault = how;
    Mappings mappings = loaded();
    PublishCoordinator publish = coordinator(mappings);
    Duration rest = Duration.ZERO;
    for (int i = 0; i < 30 && rest != null; i++) {
      if (i == 4) {
        change(mappings, "w");
      }
      rest = step(publish);
    }
    assertThat(lost).isTrue();
    assertThat(target.production("ad"))
        .extracting(Arrays::toString)
        .containsExactlyInAnyOrder("[c1, t, bio]", "[c2, w, bio]");
    assertThat(published).extracting(Published::seamChanges).containsExactly(2L);
  }

  private static @Nullable Duration step(PublishCoordinator publish) {
    try {
      return publish.step();
    } catch (ProblemException e) {
      publish.reset();
      return Duration.ZERO;
    }
  }

  private PublishCoordinator coordinator(Mappings mappings) {
    return new PublishCoordinator(
        Map.of("ads", ads),
        target,
        mappings,
        EngineOptions.DEFAULTS,
        Clock.systemUTC(),
        () -> true,
        Admission.OPEN,
        published::add);
  }

  /** History is complete, and one change of it is held. */
  private Mappings loaded() {
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
    change(mappings, "u");
    return mappings;
  }

  private void change(Mappings mappings, String title) {
    ads.write(tx -> tx.update(Company.AD, Key.of("c2"), "c2", title, "bio"));
    hold(mappings);
  }

  private void load(Mappings mappings) {
    Cuts.all(Map.of("ads", ads), target, mappings, 10);
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
      StreamState to =
          new StreamState("stream", from.nextOffset() + 1, end, 1_000, null, from.epoch());
      try (StreamSession session = applier.begin(from, to, "v1")) {
        session.hold("ad", changes);
        assertThat(session.commit(1)).isInstanceOf(Outcome.Done.class);
      }
    }
  }
}
