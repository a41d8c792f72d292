package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillPlanner;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.publish.Admission;
import dev.crossfade.engine.publish.PublishCoordinator;
import dev.crossfade.engine.publish.Published;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** History is copied while it is still being cut, and finished entity by entity. */
class EarlyFinishTest {

  private static final int ROWS = 20;
  private static final EntityShape AD =
      new EntityShape("ad", Company.ADVERT.entity(), List.of(List.of("title")), List.of());
  private static final EntityShape CONTACT =
      new EntityShape("active_contact", Company.ACTIVE.entity(), List.of(), List.of());

  private final List<String> calls = new ArrayList<>();
  private final List<String> failing = new ArrayList<>();
  private final InMemoryTarget target =
      new InMemoryTarget(
          Clock.systemUTC(),
          call -> {
            calls.add(call);
            return failing.remove(call) ? Fault.UNREACHABLE : Fault.NONE;
          });
  private final InMemorySource crm =
      new InMemorySource(
          "crm", List.of(Company.CONTACTS), Set.of(), Clock.systemUTC(), Faults.NONE);
  private final InMemorySource ads =
      new InMemorySource("ads", List.of(Company.ADS), Set.of(), Clock.systemUTC(), Faults.NONE);
  private final Map<String, SourceDatabase> sources = Map.of("crm", crm, "ads", ads);
  private final List<Published> published = new ArrayList<>();
  private final List<Numbered> planned = new ArrayList<>();
  private final Mappings mappings = mappings();
  private final BackfillWorker worker =
      new BackfillWorker(
          "worker",
          sources,
          target,
          mappings,
          EngineOptions.DEFAULTS,
          Clock.systemUTC(),
          new BackfillMeter(Clock.systemUTC()),
          done -> {});

  private Mappings mappings() {
    for (long id = 0; id < ROWS; id++) {
      long number = id;
      crm.write(tx -> tx.insert(Company.CONTACT, number, "e" + number, "bio", 1L));
    }
    ads.write(tx -> tx.insert(Company.AD, "c1", "title", "bio"));
    target.prepare(List.of(AD, CONTACT));
    return Mappings.load(
        new CompiledMigration(List.of(Company.ADVERT, Company.ACTIVE), "v1"), target.progress());
  }

  private BackfillPlanner planner() {
    return new BackfillPlanner(sources, target, mappings, 2, planned::add);
  }

  private PublishCoordinator coordinator() {
    return new PublishCoordinator(
        sources,
        target,
        mappings,
        EngineOptions.DEFAULTS,
        Clock.systemUTC(),
        () -> true,
        Admission.OPEN,
        published::add);
  }

  private EntityState state(String entity) {
    return target.progress().entityStates().get(entity);
  }

  /** Streams arrive at the marks of all that is loaded. */
  private void pass(String source) {
    long mark =
        target.progress().backfill().stream()
            .mapToLong(BackfillProgress::highestMark)
            .max()
            .orElse(0);
    try (Applier applier = target.openApplier(source)) {
      StreamState from = applier.own("stream", 0);
      StreamState to =
          new StreamState(
              "stream", from.nextOffset() + 1, from.applied(), mark, null, from.epoch());
      try (StreamSession session = applier.begin(from, to, "v1")) {
        session.commit(0);
      }
    }
  }

  @Test
  void chunks_are_copied_before_their_table_is_cut_to_its_end() {
    BackfillPlanner first = planner();
    first.step();
    assertThat(planned).hasSize(1);
    first.step();
    assertThat(planned).hasSize(1);
    worker.step();
    worker.step();
    assertThat(target.progress().backfill()).noneMatch(line -> line.chunks() > 4);
    assertThat(target.progress().backfill()).anyMatch(line -> !line.complete());
    Cuts.all(sources, target, mappings, 2);
    while (worker.step() != null) {
      assertThat(published).isEmpty();
    }
    assertThat(target.progress().backfill())
        .allMatch(BackfillProgress::complete)
        .anyMatch(line -> line.rows() == ROWS && line.chunks() == ROWS / 2);
  }

  @Test
  void workers_wait_for_tables_that_are_not_cut_yet() {
    BackfillPlanner first = planner();
    first.step();
    for (int i = 0; i < 5; i++) {
      assertThat(worker.step()).isNotNull();
    }
  }

  @Test
  void an_entity_gets_its_key_and_constraints_while_another_is_copied_but_both_appear_together() {
    Cuts.all(sources, target, mappings, 2);
    worker.step();
    pass("ads");
    PublishCoordinator publish = coordinator();
    for (int i = 0; i < 20; i++) {
      assertThat(publish.step()).isNotNull();
    }
    assertThat(state("ad")).isEqualTo(EntityState.HELD);
    assertThat(state("active_contact")).isEqualTo(EntityState.LOADING);
    assertThat(calls).filteredOn("publisher.ready"::equals).hasSize(1);
    while (worker.step() != null) {
      assertThat(published).isEmpty();
    }
    pass("crm");
    for (int i = 0; i < 20 && publish.step() != null; i++) {
      assertThat(calls).filteredOn("publisher.ready"::equals).hasSizeLessThan(3);
    }
    assertThat(published).singleElement().satisfies(one -> assertThat(one.entities()).hasSize(2));
  }

  @Test
  void an_entity_that_cannot_be_finished_for_the_moment_lets_the_others_go_first() {
    Cuts.all(sources, target, mappings, 2);
    while (worker.step() != null) {
      assertThat(published).isEmpty();
    }
    PublishCoordinator publish = coordinator();
    failing.addAll(List.of("loader.complete", "loader.complete"));
    assertThatThrownBy(publish::step).isInstanceOf(ProblemException.class);
    publish.reset();
    failing.add("loader.complete");
    assertThat(publish.step()).isNotNull();
    assertThat(state("ad")).isEqualTo(EntityState.HELD);
    assertThat(state("active_contact")).isEqualTo(EntityState.LOADING);
    pass("ads");
    pass("crm");
    for (int i = 0; i < 20 && publish.step() != null; i++) {
      assertThat(published).hasSizeLessThan(2);
    }
    assertThat(published).singleElement().satisfies(one -> assertThat(one.entities()).hasSize(2));
  }

  @Test
  void constraints_wait_for_the_marks_of_the_entity() {
    Cuts.all(sources, target, mappings, 2);
    worker.step();
    PublishCoordinator publish = coordinator();
    for (int i = 0; i < 20; i++) {
      assertThat(publish.step()).isNotNull();
    }
    assertThat(state("ad")).isEqualTo(EntityState.HELD);
    assertThat(calls).doesNotContain("publisher.ready");
  }
}
