package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.Rehearsal;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.SourceDatabase;
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

/** The mapping of contacts refuses one row, the target another. */
class RehearsalTest {

  private static final int ROWS = 3_000;

  private final List<String> calls = new ArrayList<>();
  private Faults faults = Faults.NONE;
  private final InMemorySource crm =
      new InMemorySource(
          "crm", List.of(Company.CONTACTS), Set.of(), Clock.systemUTC(), this::before);
  private final InMemorySource ads =
      new InMemorySource("ads", List.of(Company.ADS), Set.of(), Clock.systemUTC(), this::before);
  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), this::before);
  private final Map<String, SourceDatabase> sources = Map.of("crm", crm, "ads", ads);
  private final Mappings mappings = mappings();
  private final Rehearsal rehearsal = new Rehearsal(sources, target, mappings, Clock.systemUTC());

  private Fault before(String call) {
    calls.add(call);
    return faults.before(call);
  }

  private Mappings mappings() {
    crm.write(
        tx -> {
          for (long id = 0; id < ROWS; id++) {
            tx.insert(Company.CONTACT, id, id == 7 ? "!" : "e" + id, "bio", 1L);
          }
          tx.insert(Company.CONTACT, 9_999L, "too long for it", "bio", 1L);
        });
    ads.write(tx -> tx.insert(Company.AD, "c1", "title", "bio"));
    target.prepare(
        List.of(
            new EntityShape("ad", Company.ADVERT.entity(), List.of(List.of("title")), List.of()),
            new EntityShape("active_contact", Company.ACTIVE.entity(), List.of(), List.of())));
    return Mappings.load(
        new CompiledMigration(List.of(Company.ADVERT, Company.ACTIVE), "v1"), target.progress());
  }

  private void play() {
    while (rehearsal.step() != null) {
      continue;
    }
  }

  private void nothingHappened() {
    assertThat(target.quarantine().open()).isZero();
    assertThat(target.progress().backfill()).isEmpty();
    assertThat(target.progress().entityStates())
        .containsOnly(
            Map.entry("ad", EntityState.WAITING), Map.entry("active_contact", EntityState.WAITING));
  }

  private long writes() {
    return calls.stream().filter("load.write"::equals).count();
  }

  @Test
  void rows_go_the_whole_way_and_vanish() {
    play();
    assertThat(writes()).isBetween(ROWS - 1L, ROWS + 2L);
    nothingHappened();
  }

  @Test
  void it_ends_when_it_is_told_to() {
    faults =
        call -> {
          if (call.equals("load.write")) {
            rehearsal.end();
          }
          return Fault.NONE;
        };
    play();
    assertThat(writes()).isBetween(1L, ROWS / 2L);
    nothingHappened();
  }

  @Test
  void what_goes_wrong_is_left_to_history() {
    faults = call -> call.equals("loader.rehearse") ? Fault.UNREACHABLE : Fault.NONE;
    play();
    assertThat(calls.stream().filter("loader.rehearse"::equals)).hasSize(2);
    nothingHappened();
  }
}
