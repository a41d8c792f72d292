package dev.crossfade.engine.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.PhaseTable;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.testkit.fault.Fault;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Two servers own one migration while everything goes wrong: crashes, frozen processes, lost and
 * late answers, people who ask for this and that, a log that loses changes. After each event
 * everything that was promised holds, and in peace the migration comes to its end.
 *
 * <p>{@code -Dcontrol.seeds=20000} plays more of them, {@code -Dcontrol.seed=17} one, and tells it.
 */
class ControlSimulationTest {

  private static final int SEEDS =
      Integer.getInteger("control.seeds", Boolean.getBoolean("crossfade.long") ? 6_000 : 2_000);
  private static final Long ONLY = Long.getLong("control.seed");
  private static final Consumer<String> TELL = System.out::println;
  private static final Set<String> FENCES =
      Set.of(
          "perform refused by its epoch",
          "probe refused by its epoch",
          "follow refused by its epoch",
          "stream refused by its epoch",
          "late arrival",
          "late arrival refused");
  private static final List<String> CALLS =
      List.of(
          "journal.read",
          "journal.append",
          "journal.holds",
          "leases.take",
          "leases.renew",
          "plane.fence",
          "plane.flags",
          "plane.perform",
          "plane.probe",
          "plane.follow",
          "plane.apply");

  @Test
  void whatever_happens_nothing_promised_is_broken() {
    if (ONLY != null) {
      new ControlWorld(ONLY, TELL).play();
      return;
    }
    Set<String> seen = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      seen.addAll(play(seed));
    }
    assertThat(seen).as("what the seeds have met").containsAll(everything());
  }

  /** Every way of the table, every event, every fault at every call, and every refusal. */
  private static Set<String> everything() {
    Set<String> all = new TreeSet<>(FENCES);
    PhaseTable.MIGRATION.rows().stream()
        .filter(row -> row.by() != Trigger.EXTEND)
        .forEach(row -> all.add(row.from() + " " + row.by()));
    for (Class<?> event : Event.class.getPermittedSubclasses()) {
      all.add(event.getSimpleName());
    }
    for (String call : CALLS) {
      all.add("freeze inside " + call);
      for (Fault fault : Fault.values()) {
        all.add(fault + " at " + call);
      }
    }
    all.removeIf(name -> name.startsWith(Fault.NONE.name()));
    return all;
  }

  private static Set<String> play(long seed) {
    try {
      ControlWorld world = new ControlWorld(seed, ControlWorld.SILENT);
      world.play();
      return world.seen;
    } catch (AssertionError | RuntimeException e) {
      String again =
          "./mvnw -pl crossfade-engine -am test -Dtest=ControlSimulationTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dcontrol.seed=";
      throw new AssertionError(
          "seed " + seed + ": " + e.getMessage() + "\nreplay it with " + again + seed, e);
    }
  }
}
