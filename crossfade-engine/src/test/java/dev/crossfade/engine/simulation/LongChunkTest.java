package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.backfill.ChunkDone;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A chunk belongs to its worker for as long as that goes on, however slowly, and no longer. */
class LongChunkTest {

  private static final int ROWS = 600;
  private static final Duration LEASE = EngineOptions.DEFAULTS.lease();
  private static final Duration MOMENT = LEASE.dividedBy(4);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryTarget target = new InMemoryTarget(clock, this::called);
  private final InMemorySource source =
      new InMemorySource("crm", List.of(Company.CONTACTS), Set.of(), clock, this::called);
  private final List<ChunkDone> done = new ArrayList<>();
  private final Mappings mappings = mappings();
  private final BackfillWorker worker =
      new BackfillWorker(
          "worker",
          Map.of("crm", source),
          target,
          mappings,
          EngineOptions.DEFAULTS,
          clock,
          new BackfillMeter(clock),
          done::add);
  private String slow = "";
  private Runnable meanwhile = () -> {};

  private Fault called(String call) {
    if (call.equals(slow)) {
      meanwhile.run();
    }
    return Fault.NONE;
  }

  private Mappings mappings() {
    String entity = Company.ACTIVE.entitySpec().name();
    target.prepare(List.of(new EntityShape(entity, Company.ACTIVE.entity(), List.of(), List.of())));
    Mappings all =
        Mappings.load(new CompiledMigration(List.of(Company.ACTIVE), "v1"), target.progress());
    source.write(
        tx -> {
          for (long id = 0; id < ROWS; id++) {
            tx.insert(Company.CONTACT, id, "e", id % 100 == 7 ? "bad" : "fine", 1L);
          }
        });
    Cuts.all(Map.of("crm", source), target, all, 2 * ROWS);
    return all;
  }

  private Optional<ChunkLease> other() {
    return target.loader().lease(mappings.sourceTables(), "other", LEASE);
  }

  /** Time passes in a call, and the lifeline is stepped as by a thread. */
  private void pass(Duration time) {
    for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(MOMENT)) {
      clock.advance(MOMENT);
      worker.lifeline().step();
    }
  }

  private BackfillProgress progress() {
    return target.progress().backfill().get(0);
  }

  @Test
  void a_chunk_of_which_the_first_row_is_late_is_kept() {
    slow = "crm.read";
    meanwhile =
        () -> {
          pass(LEASE.multipliedBy(20));
          assertThat(other()).isEmpty();
        };
    worker.step();
    assertThat(done).hasSize(1);
  }

  @Test
  void but_not_for_ever() {
    slow = "crm.read";
    meanwhile =
        () -> {
          pass(Duration.ofMinutes(9));
          assertThat(other()).isEmpty();
          pass(Duration.ofMinutes(2));
          assertThat(other()).isPresent();
        };
    worker.step();
    assertThat(done).isEmpty();
    assertThat(progress().chunksDone()).isZero();
  }

  @Test
  void a_frozen_process_keeps_nothing() {
    slow = "crm.read";
    meanwhile =
        () -> {
          clock.advance(LEASE.plusSeconds(1));
          assertThat(other()).isPresent();
        };
    worker.step();
    assertThat(done).isEmpty();
    assertThat(progress().chunksDone()).isZero();
  }

  @Test
  void rows_that_are_refused_one_by_one_are_as_good_as_others() {
    target.forbid(Company.ACTIVE.entitySpec().name(), "bio", "bad");
    slow = "load.writeTogether";
    meanwhile =
        () -> {
          clock.advance(MOMENT);
          assertThat(other()).isEmpty();
        };
    worker.step();
    assertThat(progress().chunksDone()).isEqualTo(1);
    assertThat(progress().refused()).isEqualTo(6);
  }

  @Test
  void the_lifeline_ends_with_its_worker() {
    worker.step();
    assertThat(worker.lifeline().step()).isNotNull();
    assertThat(worker.step()).isNull();
    assertThat(worker.lifeline().step()).isNull();
  }
}
