package dev.crossfade.engine.simulation;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.run.Claim;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunInputs;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.fault.SimulatedCrash;
import dev.crossfade.testkit.memory.InMemoryCapture;
import dev.crossfade.testkit.memory.InMemoryControl;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Sources, target and the processes that run the migration, all from one seed. */
final class World {

  private static final int MOST_TICKS = 60_000;
  static final EngineOptions OPTIONS =
      new EngineOptions(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          3,
          2,
          0,
          EngineOptions.DEFAULTS.copies());

  private static final Duration TTL = Duration.ofSeconds(6);

  final Random random;
  final SimFaults faults;
  final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  final InMemorySource crm;
  final InMemorySource ads;
  final InMemoryTarget target;
  final InMemoryControl control;
  final Workload workload;
  private final Map<String, InMemoryCapture> captures;
  private final Settings settings;
  private MigrationRun run;
  private SimRunner runner;
  private SimRunner frozen;
  private int processes;
  private int draws;
  private boolean wasLive;
  int crashes;

  World(long seed, boolean bad) {
    random = new Random(seed);
    faults = new SimFaults(random, 20 + random.nextInt(200));
    crm =
        new InMemorySource(
            "crm", List.of(Company.CONTACTS, Company.EVENTS), Set.of("bio"), clock, faults);
    ads = new InMemorySource("ads", List.of(Company.ADS), Set.of("bio"), clock, faults);
    captures = Map.of("crm", capture(crm), "ads", capture(ads));
    target = new InMemoryTarget(clock, faults);
    control = new InMemoryControl(clock, Faults.NONE);
    workload = new Workload(random, crm, ads, bad);
    settings =
        new Settings(
            1 + random.nextInt(2),
            1 + random.nextInt(4),
            1 + random.nextInt(6),
            100_000,
            Throttle.NONE);
  }

  private InMemoryCapture capture(InMemorySource source) {
    InMemoryCapture capture =
        new InMemoryCapture(source, faults, waiting -> 1 + random.nextInt(waiting));
    capture.partsOf(1 + random.nextInt(4));
    return capture;
  }

  /** Writes history, migrates while everything goes wrong, then lets it end in peace. */
  void play() {
    for (int i = 0; i < 25; i++) {
      workload.write();
    }
    faults.rage(workload::write);
    boot();
    int rough = 300 + random.nextInt(700);
    for (int i = 0; i < rough; i++) {
      disturb();
      tick();
    }
    faults.calm();
    crm.settle();
    ads.settle();
    finish();
  }

  private void disturb() {
    switch (random.nextInt(60)) {
      case 0 -> captures.get("crm").deliverAgain(1 + random.nextInt(20));
      case 1 -> captures.get("ads").deliverAgain(1 + random.nextInt(20));
      case 2 -> captures.get("crm").stopCapturing();
      case 3, 4 -> {
        crm.settle();
        ads.settle();
      }
      case 5, 6, 7, 8 -> workload.write();
      case 9 -> freeze();
      default -> {}
    }
  }

  private void boot() {
    target.endSessions();
    RunInputs inputs =
        new RunInputs(
            Company.spec(settings),
            Company.COMPILED,
            Map.of("crm", crm, "ads", ads),
            Map.copyOf(captures),
            Requests::of,
            target.again(),
            clock,
            OPTIONS);
    Claim claim =
        new Claim(
            control, "process-" + ++processes, () -> "append-" + ++draws, TTL, SignOffDemand.NONE);
    runner = new SimRunner(clock, random);
    run = new MigrationRun(inputs, claim, List::of, RunListener.SILENT, runner);
    run.start();
  }

  /** Whoever acts is asked to go on, as the command does. */
  private void goOn() {
    if (run.acts() && control.entries("unify").isEmpty()) {
      run.goOn("anna");
    }
  }

  /** Another process takes over while the old one is only asleep. */
  private void freeze() {
    if (random.nextInt(4) == 0) {
      frozen = runner;
      clock.advance(TTL.multipliedBy(2));
      boot();
    }
  }

  /** What verification says, while the streams go on. */
  Verdict verify(String entity) throws InterruptedException {
    VerifySettings settings =
        new VerifySettings(1, 10, Duration.ofHours(1), 3, 12, Duration.ofMillis(1));
    return new Verifier(
            Company.COMPILED,
            Map.of("crm", crm, "ads", ads),
            target,
            settings,
            clock,
            any -> tick())
        .verify(entity);
  }

  private void tick() {
    if (frozen != null && random.nextInt(5) == 0) {
      step(frozen, true);
    }
    step(runner, false);
    faults.observe(this::readProduction);
    goOn();
    if (run.progress().phase() == Phase.FAILED) {
      throw new AssertionError("run failed: " + run.progress().problems());
    }
  }

  private void step(SimRunner which, boolean old) {
    try {
      which.tick();
    } catch (SimulatedCrash crash) {
      if (old) {
        frozen = null;
        target.endSessions();
      } else {
        crash();
      }
    }
  }

  private void crash() {
    crashes++;
    frozen = null;
    clock.advance(TTL.multipliedBy(2));
    boot();
  }

  private void finish() {
    long crmMark = crm.log().mark().number();
    long adsMark = ads.log().mark().number();
    for (int i = 0; i < MOST_TICKS; i++) {
      tick();
      if (live() && applied("crm") >= crmMark && applied("ads") >= adsMark) {
        return;
      }
    }
    throw new AssertionError("no end in sight: " + run.progress());
  }

  private void readProduction() {
    if (live() && (!wasLive || random.nextInt(25) == 0)) {
      wasLive = true;
      asOfApplied(crm, "crm", Company.EVENT, "event");
      asOfApplied(ads, "ads", Company.AD, "ad");
    }
  }

  /** What readers see is, at every moment, a state the source once had: the one applied last. */
  private void asOfApplied(InMemorySource source, String name, TableId table, String entity) {
    long entries =
        target.progress().streamState(name).map(state -> state.applied().major()).orElse(0L);
    List<String> expected =
        source.rowsAsOf(table, (int) entries).stream()
            .filter(row -> !row[1].toString().startsWith("!"))
            .map(Arrays::toString)
            .sorted()
            .toList();
    List<String> actual =
        target.production(entity).stream().map(Arrays::toString).sorted().toList();
    if (!actual.equals(expected)) {
      throw new AssertionError(entity + " as of " + entries + ": " + actual + " not " + expected);
    }
  }

  private boolean live() {
    var states = target.progress().entityStates().values();
    return !states.isEmpty() && states.stream().allMatch(state -> state == EntityState.LIVE);
  }

  private long applied(String source) {
    return target.progress().streamState(source).map(state -> state.mark()).orElse(0L);
  }
}
