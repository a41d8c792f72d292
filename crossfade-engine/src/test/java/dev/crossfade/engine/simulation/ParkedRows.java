package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.engine.apply.Reselector;
import dev.crossfade.engine.replay.Errands;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.SimulatedCrash;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;

/** A company with rows that are parked, and what works on them behind the stream. */
abstract class ParkedRows {

  static final String ENTITY = "active_contact";

  /** What was refused is accepted, without its exclamation mark. */
  static final CompiledMigration MILDER =
      new CompiledMigration(
          List.of(
              new FunctionMapping(
                      Company.ACTIVE.entitySpec(),
                      Company.CONTACTS,
                      List.of(
                          FunctionMapping.Rule.copy(0),
                          new FunctionMapping.Rule(ParkedRows::mild, 1),
                          FunctionMapping.Rule.copy(2)),
                      new FunctionMapping.Rule(values -> values[0].equals(1L), 3))
                  .withVersion("v2"),
              Company.MIXED,
              new FunctionMapping(
                      Company.EVENT_LOG.entitySpec(),
                      Company.EVENTS,
                      List.of(
                          FunctionMapping.Rule.copy(0),
                          new FunctionMapping.Rule(ParkedRows::mild, 1),
                          FunctionMapping.Rule.copy(2)),
                      null)
                  .withVersion("v2"),
              Company.ADVERT),
          "milder");

  /** What was refused is refused, and what was not is another row. */
  static final CompiledMigration LOUDER =
      new CompiledMigration(
          List.of(
              new FunctionMapping(
                      Company.ACTIVE.entitySpec(),
                      Company.CONTACTS,
                      List.of(
                          FunctionMapping.Rule.copy(0),
                          FunctionMapping.Rule.copy(1),
                          new FunctionMapping.Rule(ParkedRows::mild, 2)),
                      new FunctionMapping.Rule(values -> values[0].equals(1L), 3))
                  .withVersion("v2"),
              Company.MIXED,
              Company.EVENT_LOG,
              Company.ADVERT),
          "louder");

  Bench bench;
  Mappings mappings;

  private static Object mild(Object[] values) {
    return String.valueOf(values[0]).replace("!", "").toUpperCase(java.util.Locale.ROOT);
  }

  @BeforeEach
  void park() throws InterruptedException {
    bench = new Bench();
    mappings = Mappings.load(Company.COMPILED, bench.setting.target);
    bench.insert(1, "a", "x");
    bench.insert(2, "!b", "x");
    bench.insert(3, "!c", "x");
    bench.event(7, "!seen");
    bench.event(8, "seen");
    bench.apply(ENTITY);
    bench.apply("event");
    assertThat(bench.parked(ENTITY)).containsExactly("3 CF-1999", "2 CF-1999");
    assertThat(bench.parked("event")).containsExactly("- CF-1999");
  }

  /** Works until nothing is left; a failure ends the process, and another one goes on. */
  final void work() {
    for (int i = 0; i < 100; i++) {
      try (Errands errands = errands();
          Applier applier = bench.setting.target.openApplier("crm")) {
        StreamState state = applier.own("topic-1", 0);
        Errands.Done done;
        int steps = 0;
        do {
          assertThat(++steps).isLessThan(10_000);
          done = errands.step(applier, state);
        } while (done != Errands.Done.NOTHING);
        return;
      } catch (ProblemException | OwnershipLostException | SimulatedCrash e) {
        bench.setting.target.endSessions();
      }
    }
    throw new AssertionError("there is no end");
  }

  final Errands errands() {
    return errands(System::nanoTime);
  }

  final Errands errands(LongSupplier nanos) {
    return new Errands(
        "crm",
        Map.of("crm", bench.setting.crm, "ads", bench.setting.ads),
        bench.setting.target,
        mappings,
        new ChangeApplier(mappings, new Reselector(mappings, Map.of("crm", bench.setting.crm))),
        EngineOptions.DEFAULTS.copies(),
        nanos);
  }

  final Replay replay(Correction... corrections) {
    Selection what = new Selection(ENTITY, null, null, null);
    long act = bench.setting.target.acts().replay(what, List.of(corrections), "ann", "").id();
    work();
    return bench.setting.target.acts().parts(act).get(0);
  }
}
