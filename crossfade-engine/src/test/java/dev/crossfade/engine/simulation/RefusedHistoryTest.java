package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.engine.backfill.ChunkDone;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** History rows that only the target refuses are parked one by one; the rest is loaded. */
class RefusedHistoryTest {

  private static final int ROWS = 1500;

  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);
  private final InMemorySource source =
      new InMemorySource(
          "crm",
          List.of(Company.CONTACTS, Company.EVENTS),
          Set.of(),
          Clock.systemUTC(),
          Faults.NONE);
  private final List<ChunkDone> done = new ArrayList<>();

  private void load(CompiledMapping mapping, String column) {
    String entity = mapping.entitySpec().name();
    target.prepare(List.of(new EntityShape(entity, mapping.entity(), List.of(), List.of())));
    target.forbid(entity, column, "bad");
    Mappings mappings =
        Mappings.load(new CompiledMigration(List.of(mapping), "v1"), target.progress());
    Cuts.all(Map.of("crm", source), target, mappings, 2 * ROWS);
    BackfillWorker worker =
        new BackfillWorker(
            "worker",
            Map.of("crm", source),
            target,
            mappings,
            EngineOptions.DEFAULTS,
            Clock.systemUTC(),
            new BackfillMeter(Clock.systemUTC()),
            done::add);
    worker.step();
    assertThat(worker.step()).as("everything is loaded").isNull();
  }

  private List<ParkedChange> parked(String entity) {
    return target.quarantine().list(entity, 10).stream().map(QuarantineItem::change).toList();
  }

  @Test
  void of_a_table_with_key() {
    source.write(
        tx -> {
          for (long id = 0; id < ROWS; id++) {
            String email = id == 7 ? "far too long" : "e";
            tx.insert(Company.CONTACT, id, email, id == 700 || id == 701 ? "bad" : "fine", 1L);
          }
        });
    load(Company.ACTIVE, "bio");

    BackfillProgress line = target.progress().backfill().get(0);
    assertThat(line.rows()).isEqualTo(ROWS - 3);
    assertThat(line.refused()).isEqualTo(3);
    assertThat(done).containsExactly(new ChunkDone(0, "active_contact", ROWS, 3));
    List<ParkedChange> parked = parked("active_contact");
    assertThat(parked)
        .extracting(ParkedChange::sourceKeyText)
        .containsExactlyInAnyOrder("id=7", "id=700", "id=701");
    assertThat(parked)
        .allSatisfy(
            change -> {
              assertThat(change.code()).isEqualTo(EngineProblem.ROW_REFUSED.text());
              assertThat(change.position()).isNull();
              assertThat(change.key()).isNotNull();
            })
        .anySatisfy(
            change -> {
              assertThat(change.column()).isEqualTo("email");
              assertThat(change.message()).contains("22001");
              assertThat(change.payload()).contains("\"active\":\"1\"", "far too long");
            });
  }

  @Test
  void and_rows_with_a_value_that_cannot_be_read() {
    Unreadable odd = new Unreadable("an odd thing");
    source.write(
        tx -> {
          tx.insert(Company.CONTACT, 1L, "a", "b", 1L);
          tx.insert(Company.CONTACT, 2L, odd, "b", 1L);
          tx.insert(Company.CONTACT, odd, "a", "b", 1L);
        });
    load(Company.ACTIVE, "bio");

    assertThat(target.progress().backfill().get(0).rows()).isEqualTo(1);
    assertThat(parked("active_contact"))
        .extracting(change -> change.sourceKeyText() + " " + (change.key() == null))
        .containsExactlyInAnyOrder("id=2 false", " true");
  }

  @Test
  void of_a_table_without_key() {
    source.write(
        tx -> {
          for (long seq = 0; seq < ROWS; seq++) {
            tx.insert(Company.EVENT, seq, seq % 500 == 3 ? "bad" : "click", "b");
          }
        });
    load(Company.EVENT_LOG, "kind");

    BackfillProgress line = target.progress().backfill().get(0);
    assertThat(line.rows()).isEqualTo(ROWS - 3);
    assertThat(target.progress().snapshots()).hasSize(1);
    assertThat(parked("event"))
        .hasSize(3)
        .allSatisfy(change -> assertThat(change.column()).isEqualTo("forbidden"))
        .anySatisfy(change -> assertThat(change.payload()).contains("\"seq\":\"503\""));
  }
}
