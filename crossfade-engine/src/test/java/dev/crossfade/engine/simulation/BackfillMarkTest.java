package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillMeter;
import dev.crossfade.engine.backfill.BackfillWorker;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The mark of a chunk stands in the log behind everything the chunk's read has seen. */
class BackfillMarkTest {

  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);
  private InMemorySource source;

  @Test
  void of_a_table_with_key() {
    markStandsBehind(
        Company.CONTACTS,
        Company.ACTIVE,
        "crm.read",
        () -> source.write(tx -> tx.insert(Company.CONTACT, 1L, "late", "x", 1L)));
  }

  @Test
  void of_a_table_without_key() {
    markStandsBehind(
        Company.EVENTS,
        Company.EVENT_LOG,
        "crm.pin",
        () -> source.write(tx -> tx.insert(Company.EVENT, 1L, "late", "x")));
  }

  private void markStandsBehind(
      TableSchema table, CompiledMapping mapping, String reading, Runnable lastMomentWrite) {
    source =
        new InMemorySource(
            "crm",
            List.of(table),
            Set.of(),
            Clock.systemUTC(),
            call -> {
              if (call.equals(reading)) {
                lastMomentWrite.run();
              }
              return Fault.NONE;
            });
    target.prepare(
        List.of(
            new EntityShape(mapping.entitySpec().name(), mapping.entity(), List.of(), List.of())));
    Mappings mappings =
        Mappings.load(new CompiledMigration(List.of(mapping), "v1"), target.progress());
    Cuts.all(Map.of("crm", source), target, mappings, 10);
    new BackfillWorker(
            "worker",
            Map.of("crm", source),
            target,
            mappings,
            EngineOptions.DEFAULTS,
            Clock.systemUTC(),
            new BackfillMeter(Clock.systemUTC()),
            done -> assertThat(done.rows()).isEqualTo(1))
        .step();
    long mark = target.progress().backfill().get(0).highestMark();
    List<SourceTransaction> log = source.history();
    SourceTransaction last = log.get(log.size() - 1);
    assertThat(last.mark()).isNotNull();
    assertThat(last.mark().number()).isEqualTo(mark);
    assertThat(log.get(log.size() - 2).changes()).hasSize(1);
  }
}
