package dev.crossfade.engine.simulation;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.engine.run.Claim;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunInputs;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.fault.SimulatedCrash;
import dev.crossfade.testkit.memory.InMemoryCapture;
import dev.crossfade.testkit.memory.InMemoryControl;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A migration whose clients are moved to and fro, all from one seed and in one thread. */
final class CutoverWorld {

  private static final int MOST_TICKS = 40_000;
  private static final Duration TTL = Duration.ofSeconds(6);
  private static final String NAME = "unify";
  private static final MigrationSpec SPEC = spec();

  final Random random;
  final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  final InMemoryTarget target;
  final InMemoryControl control = new InMemoryControl(clock, Faults.NONE);
  final TwoStacks stacks;
  final Set<String> seen = new TreeSet<>();
  private final InMemorySource crm;
  private final InMemorySource ads;
  private final Map<String, InMemoryCapture> captures;
  private final List<SimRunner> frozen = new ArrayList<>();
  private Faults faults = Faults.NONE;
  private final Supplier<MigrationState> journal = desk().reader(NAME);
  private boolean looking;
  private boolean quiet;
  private MigrationRun run;
  private SimRunner runner;
  private int processes;
  private int draws;

  CutoverWorld(long seed) {
    random = new Random(seed);
    crm =
        new InMemorySource(
            "crm", List.of(Company.CONTACTS, Company.EVENTS), Set.of("bio"), clock, this::fault);
    ads = new InMemorySource("ads", List.of(Company.ADS), Set.of("bio"), clock, this::fault);
    captures = Map.of("crm", capture(crm), "ads", capture(ads));
    target = new InMemoryTarget(clock, this::fault);
    stacks = new TwoStacks(random, clock, this::fault, crm, ads, target);
    boot();
  }

  /** Some processes are lazy here, so pauses are long. */
  private static MigrationSpec spec() {
    MigrationSpec usual = Company.spec(new Settings(1, 4, 6, 100_000, Throttle.NONE));
    return new MigrationSpec(
        usual.name(),
        usual.sources(),
        usual.target(),
        usual.settings(),
        usual.kafka(),
        usual.entities(),
        usual.taxonomies(),
        usual.signOffs(),
        usual.checks(),
        usual.traffic(),
        new CutoverSpec(20_000, 72, 60, 2_000, 60, 0),
        usual.shadow());
  }

  private InMemoryCapture capture(InMemorySource source) {
    return new InMemoryCapture(source, this::fault, waiting -> waiting);
  }

  private Fault fault(String call) {
    return looking ? Fault.NONE : faults.before(call);
  }

  /** From now on calls fail like this. */
  void faults(Faults next) {
    faults = next;
  }

  /** A process that takes over once the lease of the one before has run out. */
  void boot() {
    target.endSessions();
    InMemoryTarget own = target.again();
    RunInputs inputs =
        new RunInputs(
                SPEC,
                Company.COMPILED,
                Map.of("crm", crm, "ads", ads),
                Map.copyOf(captures),
                Requests::of,
                own,
                clock,
                World.OPTIONS)
            .crossing(stacks.inputs(own));
    Claim claim =
        new Claim(
            control, "process-" + ++processes, () -> "append-" + ++draws, TTL, SignOffDemand.NONE);
    runner = new SimRunner(clock, random);
    run = new MigrationRun(inputs, claim, List::of, RunListener.SILENT, runner);
    run.start();
  }

  void crash() {
    seen.add("crash");
    clock.advance(TTL.multipliedBy(2));
    boot();
  }

  /** The process is told to end, and does; nobody comes after it. */
  void leave() {
    run.windDown();
    for (int i = 0; i < MOST_TICKS && !run.mayBeLeft(); i++) {
      tick();
    }
    run.stop();
  }

  /** Another process takes over while the old one is only asleep, and wakes up later. */
  void freeze() {
    seen.add("freeze");
    frozen.add(runner);
    clock.advance(TTL.multipliedBy(2));
    boot();
  }

  /** One step of somebody, a write of an application, and a look at what must hold. */
  void tick() {
    if (!frozen.isEmpty() && random.nextInt(4) == 0) {
      zombie(frozen.get(random.nextInt(frozen.size())));
    }
    try {
      runner.tick();
    } catch (SimulatedCrash death) {
      crash();
    }
    quietly(
        () -> {
          if (!quiet && random.nextInt(3) == 0) {
            stacks.write();
          }
          stacks.check();
        });
    Phase phase = phase();
    seen.add(phase.name());
    TwoStacks.must("NEVER-FAILED", phase != Phase.FAILED, run.state().trouble());
  }

  private void zombie(SimRunner old) {
    try {
      old.tick();
    } catch (SimulatedCrash death) {
      frozen.remove(old);
      target.endSessions();
    }
  }

  private void quietly(Runnable look) {
    looking = true;
    try {
      look.run();
    } finally {
      looking = false;
    }
  }

  /** As the journal has it. */
  Phase phase() {
    return journal.get().phase();
  }

  private Desk desk() {
    return new Desk(control.journal(), clock, () -> "asked-" + ++draws, SignOffDemand.NONE);
  }

  void ask(Trigger what) {
    try {
      desk().ask(NAME, what, "anna");
    } catch (ProblemException e) {
      seen.add("refused " + what);
    }
  }

  void extend(int hours) {
    desk().extend(NAME, hours, "anna", "not sure yet");
  }

  /** Somebody wants that what is under way is ended. */
  void abort() {
    quietly(stacks::abort);
  }

  /** Goes on until it is in a phase from which it goes no further by itself. */
  Phase rest() {
    for (int i = 0; i < MOST_TICKS; i++) {
      tick();
      Phase phase = phase();
      if (phase == Phase.DRAFT && run.acts()) {
        ask(Trigger.START);
      } else if (phase == Phase.LIVE || phase == Phase.WINDOW) {
        return phase;
      }
    }
    throw new AssertionError("[COMES-TO-AN-END] " + phase() + " " + stacks.record());
  }

  /** Goes on for so many steps. */
  void go(int ticks) {
    for (int i = 0; i < ticks; i++) {
      tick();
    }
  }

  /** At rest somebody may write, where record and direction say, and both sides become the same. */
  void settled() {
    Phase phase = rest();
    Side writes = phase == Phase.WINDOW ? Side.NEW : Side.LEGACY;
    quietly(
        () -> {
          TwoStacks.must("SOMEBODY-WRITES", stacks.open(writes), phase);
          TwoStacks.must("WHERE-IT-SAYS", stacks.record().route("all").writes() == writes, phase);
          TwoStacks.must("DIRECTION", stacks.returning() == (writes == Side.NEW), phase);
          boolean free = stacks.record().route("all").hold() == null;
          TwoStacks.must("NOT-HELD", free, stacks.record());
          TwoStacks.must("ARMED", stacks.log.armed == (writes == Side.NEW), phase);
        });
    int before = stacks.written();
    quietly(stacks::write);
    TwoStacks.must("SOMEBODY-WRITES", stacks.written() > before, phase);
    quiet = true;
    for (int i = 0; i < MOST_TICKS; i++) {
      tick();
      if (stacks.legacyRows().equals(stacks.newRows())) {
        quiet = false;
        return;
      }
    }
    throw new AssertionError("[FOLLOWS] " + stacks.legacyRows() + " not " + stacks.newRows());
  }

  /** What the journal says of the phases that began. */
  List<String> phases() {
    return control.entries(NAME).stream()
        .map(entry -> EventText.parse(entry.event()))
        .filter(Event.Entered.class::isInstance)
        .map(event -> ((Event.Entered) event).phase().name())
        .toList();
  }
}
