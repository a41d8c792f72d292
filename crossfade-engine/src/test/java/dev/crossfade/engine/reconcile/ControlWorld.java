package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.PhaseProblem;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.fault.SimulatedCrash;
import dev.crossfade.testkit.memory.InMemoryControl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two servers, people who ask, a source and a target; everything that happens is from one seed. */
final class ControlWorld {

  static final String NAME = "unify";
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DEEPEST_FREEZE = 2;
  private static final int MOST_TICKS = 20_000;

  /** Troubles rarely come alone. */
  private static final int IN_A_BURST = 3;

  private static final int LONGEST_BURST = 12;

  final Random random;
  final ManualClock clock = new ManualClock(BEGIN);
  final InMemoryControl control;
  final Checks checks;
  final Outside outside;
  final List<LateOperation> late = new ArrayList<>();
  final List<SimServer> servers = new ArrayList<>();

  /** Names of what happened, to know that the seeds are not too kind. */
  final Set<String> seen = new TreeSet<>();

  final Signing signing;
  private final int oneIn;
  private final Consumer<String> trace;
  private boolean raging = true;
  private int depth;
  private int burst;
  private int processes;
  private int draws;
  private @Nullable SimServer acting;
  private Instant gapSince = Instant.MAX;
  private Instant stepBegan = BEGIN;

  /**
   * @param trace told every event in words
   */
  ControlWorld(long seed, Consumer<String> trace) {
    this.random = new Random(seed);
    this.trace = trace;
    this.oneIn = 20 + random.nextInt(150);
    this.control = new InMemoryControl(clock, this::fault);
    this.checks = new Checks(this);
    this.outside = new Outside(checks);
    this.signing = new Signing(this, seed % 3 == 0);
    for (int i = 0; i < 12; i++) {
      write();
    }
    boot("a");
    boot("b");
  }

  Desk desk(SignOffDemand demand) {
    return new Desk(control.journal(), clock, this::draw, demand, EnumSet.allOf(Trigger.class));
  }

  void trace(Supplier<String> what) {
    if (trace != SILENT) {
      trace.accept(Duration.between(BEGIN, clock.instant()).toMillis() + " " + what.get());
    }
  }

  static final Consumer<String> SILENT = line -> {};

  String draw() {
    return "append-" + ++draws;
  }

  boolean raging() {
    return raging;
  }

  /** Whether troubles come together just now. */
  boolean bursting() {
    return burst > 0;
  }

  private void boot(String name) {
    Duration skew = Duration.ofMillis(random.nextInt(20_000) - 10_000L);
    String process = name + "#" + ++processes;
    servers.add(new SimServer(this, process, control, Clock.offset(clock, skew)));
    trace(() -> "boot " + process);
  }

  /** Asked before every call of every port. */
  Fault fault(String call) {
    if (!raging || random.nextInt(burst > 0 ? IN_A_BURST : oneIn) != 0) {
      burst = Math.max(0, burst - 1);
      return Fault.NONE;
    }
    if (burst == 0 && random.nextInt(IN_A_BURST) == 0) {
      burst = LONGEST_BURST;
    }
    if (acting != null && depth < DEEPEST_FREEZE && random.nextInt(4) == 0) {
      freezeInside(call);
      return Fault.NONE;
    }
    Fault[] all = Fault.values();
    Fault fault = all[random.nextInt(all.length)];
    if (acting == null && fault.name().startsWith("CRASH")) {
      return Fault.UNREACHABLE;
    }
    trace(() -> "  fault " + fault + " at " + call);
    seen.add(fault + " at " + call);
    return fault;
  }

  /** The process stands still in the middle of a call, while the others go on for long. */
  private void freezeInside(String call) {
    SimServer frozen = acting;
    Instant began = stepBegan;
    trace(() -> "freeze inside " + call);
    seen.add("freeze inside " + call);
    depth++;
    acting = null;
    int ticks = 5 + random.nextInt(60);
    for (int i = 0; i < ticks; i++) {
      clock.advance(Duration.ofMillis(random.nextInt(150)));
      tick();
      // what it wrote is judged by what was known then, not once the frozen one goes on
      checks.recorded();
    }
    depth--;
    acting = frozen;
    stepBegan = began;
    trace(() -> "thaw inside " + call);
  }

  /** Everything goes wrong for a while, then all is well and has to end well. */
  void play() {
    int rough = 300 + random.nextInt(500);
    for (int i = 0; i < rough; i++) {
      tick();
      checks.afterEvent();
    }
    trace(() -> "peace");
    raging = false;
    finish();
  }

  private void tick() {
    clock.advance(Duration.ofMillis(random.nextInt(60)));
    int dice = random.nextInt(1000);
    if (dice < 600) {
      anyServer(this::step);
    } else if (dice < 800) {
      anyServer(server -> guarded(server, server.plane::stream));
    } else if (dice < 900) {
      write();
    } else if (dice < 945) {
      askAnything();
    } else if (dice < 955) {
      anyServer(this::crash);
    } else if (dice < 965) {
      anyServer(this::freeze);
    } else if (dice < 985) {
      arriveLate();
    } else if (dice < 988) {
      loseLog();
    } else if (dice < 995) {
      signing.anything();
    } else if (dice < 997) {
      anyServer(this::renew);
    }
  }

  /** Who has loaded another specification than the one that is there begins anew by that one. */
  private void renew(SimServer server) {
    if (!server.demand.equals(signing.demand())) {
      crash(server);
    }
  }

  private void anyServer(Consumer<SimServer> what) {
    List<SimServer> awake =
        servers.stream()
            .filter(server -> !server.inCall && !clock.instant().isBefore(server.frozenUntil))
            .toList();
    if (!awake.isEmpty()) {
      what.accept(awake.get(random.nextInt(awake.size())));
    }
  }

  private void step(SimServer server) {
    if (clock.instant().isBefore(server.due)) {
      return;
    }
    guarded(
        server,
        () -> {
          stepBegan = clock.instant();
          Duration rest = server.reconciler.step();
          Duration pause = rest == null ? Duration.ofHours(1) : rest;
          server.due = clock.instant().plus(pause).plusMillis(random.nextInt(40));
        });
  }

  private void guarded(SimServer server, Runnable what) {
    SimServer before = acting;
    acting = server;
    server.inCall = true;
    try {
      what.run();
    } catch (ProblemException e) {
      server.due = clock.instant().plusMillis(random.nextInt(400));
    } catch (SimulatedCrash e) {
      crash(server);
    } finally {
      server.inCall = false;
      acting = before;
    }
  }

  private void crash(SimServer server) {
    trace(() -> "crash " + server.name);
    server.plane.died();
    servers.remove(server);
    boot(server.name.substring(0, 1));
  }

  private void freeze(SimServer server) {
    server.frozenUntil = clock.instant().plusMillis(random.nextInt(9_000));
    trace(() -> "freeze " + server.name);
  }

  private void write() {
    int key = random.nextInt(Outside.KEYS);
    outside.log.add(new Outside.Change(key, random.nextInt(4) == 0 ? null : random.nextInt(1000)));
  }

  private void loseLog() {
    if (outside.captureFrom >= 0) {
      boolean before = outside.gap();
      outside.logBegin = Math.max(outside.logBegin, outside.log.size() - random.nextInt(3));
      if (outside.gap() && !before) {
        gapSince = clock.instant();
        trace(() -> "gap");
      }
    }
  }

  /** Whether the log has had a gap since before the step began that is under way. */
  boolean gapOlderThanTheDecision() {
    return outside.gap() && gapSince.isBefore(stepBegan);
  }

  private void arriveLate() {
    if (!late.isEmpty()) {
      LateOperation operation = late.remove(random.nextInt(late.size()));
      trace(() -> "late arrival of " + operation.id());
      try {
        operation.operation().run();
        seen.add("late arrival");
      } catch (OvertakenException e) {
        seen.add("late arrival refused");
        trace(() -> "  refused by its epoch");
      }
    }
  }

  /**
   * Whoever reads what became of a step ends what is under way of it first; what is older than the
   * fence is refused when it arrives.
   */
  void settle(String id, long epoch) {
    late.removeIf(operation -> operation.id().equals(id) && operation.epoch() == epoch);
  }

  /** Ends all that is under way and could still have an effect. */
  void settleAll(long epoch) {
    late.removeIf(operation -> operation.epoch() == epoch);
  }

  private void askAnything() {
    MigrationState state = checks.recorded();
    if (state.phase() == Phase.WINDOW && random.nextInt(3) == 0) {
      // seldom there, and seldom for long
      ask(Trigger.VERIFY);
      return;
    }
    List<Trigger> wishes = new ArrayList<>(List.of(Trigger.values()));
    wishes.remove(Trigger.COMPLETE);
    // the model has nothing that could be added
    wishes.remove(Trigger.EXTEND);
    ask(
        state.phase() == Phase.DRAFT || random.nextInt(3) == 0
            ? Trigger.START
            : wishes.get(random.nextInt(wishes.size())));
  }

  /** What was acknowledged is on record. */
  private void ask(Trigger what) {
    long before = checks.recorded().version();
    try {
      MigrationState state = desk(signing.demand()).ask(NAME, what, "anna");
      trace(() -> "asked to " + what + ", version " + state.version());
      checks.acknowledged(what, state.version());
    } catch (ProblemException e) {
      trace(() -> "asked to " + what + ": " + e.problem().what());
      if (e.problem().code() instanceof PhaseProblem) {
        checks.refused(what, before);
      }
    }
  }

  private void finish() {
    late.clear();
    servers.forEach(server -> server.frozenUntil = Instant.MIN);
    boolean verified = false;
    for (int i = 0; i < MOST_TICKS; i++) {
      clock.advance(Duration.ofMillis(random.nextInt(60)));
      anyServer(this::step);
      anyServer(server -> guarded(server, server.plane::stream));
      checks.afterEvent();
      MigrationState state = checks.recorded();
      if (state.over()) {
        return;
      }
      signing.help(state);
      anyServer(this::renew);
      verified = verified || state.phase() == Phase.VERIFYING;
      help(state, verified);
    }
    throw new AssertionError("[COMES-TO-AN-END] " + checks.recorded());
  }

  private void help(MigrationState state, boolean verified) {
    switch (state.phase()) {
      case DRAFT, STOPPED -> ask(Trigger.START);
      case PAUSED -> ask(Trigger.RESUME);
      case FAILED -> ask(Trigger.RETRY);
      case BACKFILLING, SYNCING -> {
        if (outside.gap()) {
          ask(Trigger.RELOAD);
        }
      }
      case LIVE -> {
        if (outside.gap()) {
          ask(Trigger.RELOAD);
        } else if (outside.complete()) {
          ask(verified ? Trigger.COMPLETE : Trigger.VERIFY);
        }
      }
      case WINDOW -> ask(outside.gap() ? Trigger.ROLL_BACK : Trigger.COMPLETE);
      case PREPARING, PUBLISHING, VERIFYING, RELOADING, COMPLETED -> {}
      case CUTOVER, WINDOW_VERIFYING, ROLLBACK -> {}
    }
  }
}
