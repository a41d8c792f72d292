package dev.crossfade.engine.cutover;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.Move;
import dev.crossfade.core.cutover.Passage;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.PassageWork;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.fault.SimulatedCrash;
import dev.crossfade.testkit.memory.InMemoryFence;
import dev.crossfade.testkit.memory.InMemoryRoutes;
import dev.crossfade.testkit.memory.MemoryShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two servers, two gateways, two databases and people who write; all from one seed. */
final class CrossingWorld {

  static final String ROUTE = "orders";
  private static final String CLIENT = "client";
  private static final int DEEPEST_FREEZE = 2;

  /** Troubles rarely come alone. */
  private static final int IN_A_BURST = 3;

  private static final int LONGEST_BURST = 12;
  private static final int MOST_TICKS = 20_000;

  final Random random;
  final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  final InMemoryRoutes routes = new InMemoryRoutes(clock, this::fault);
  final Map<Side, MemoryShop> shops = new EnumMap<>(Side.class);
  final List<ModelGateway> gateways = new ArrayList<>();
  final Set<String> seen = new TreeSet<>();
  final LateRoutes late;
  final NoteSigner signer;

  /** Where the record has ever said that writes go, in order. */
  final List<Side> turns = new ArrayList<>(List.of(Side.LEGACY));

  long failed;
  private final Consumer<String> trace;
  private final List<ModelServer> servers = new ArrayList<>();
  private final int oneIn;
  private boolean raging;
  private int burst;

  /** Whether a fence was lifted since somebody froze; a bad moment to wake up. */
  private boolean lifted;

  private int depth;
  private int processes;
  private int attempts;
  private long rows;
  private @Nullable ModelServer acting;
  private ModelServer owner;
  private final ByHand hand = new ByHand(this);

  /** The attempt that nobody has recorded as over, and where clients are, as the journal has it. */
  private @Nullable Passage journal;

  private Side home = Side.LEGACY;

  CrossingWorld(long seed, NoteSigner signer, Consumer<String> trace) {
    this.random = new Random(seed);
    this.signer = signer;
    this.trace = trace;
    this.oneIn = 10 + random.nextInt(60);
    this.late = new LateRoutes(this, routes);
    for (Side side : Side.values()) {
      shops.put(side, new MemoryShop(Set.of(CLIENT)));
    }
    fence(Side.NEW).raise(1, Duration.ZERO);
    gateways.add(new ModelGateway(this, "g1"));
    gateways.add(new ModelGateway(this, "g2"));
    owner = boot();
    boot();
  }

  private ModelServer boot() {
    String name = "server" + ++processes;
    ModelServer server = new ModelServer(name, crossing(name));
    servers.add(server);
    return server;
  }

  private Crossing crossing(String name) {
    Map<Side, Fence> fences = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      fences.put(side, fence(side));
    }
    Rules rules =
        new Rules(name, "all", Set.of(ROUTE), Duration.ofSeconds(9), Duration.ofSeconds(5));
    return new Crossing(rules, late, signer, fences, this::work, this::nanos);
  }

  private long nanos() {
    return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }

  private Fence fence(Side side) {
    return new InMemoryFence(shop(side), clock, call -> fault(call + " of " + side));
  }

  MemoryShop shop(Side side) {
    return Objects.requireNonNull(shops.get(side));
  }

  private PassageWork.Result work(CutoverStep step, Side to, Object stop) {
    fault("work");
    int dice = random.nextInt(raging ? 40 : 4);
    if (dice == 0) {
      return PassageWork.Result.NOT_YET;
    } else if (dice == 1 && raging) {
      return PassageWork.Result.REFUSED;
    }
    if (step == CutoverStep.CATCH_UP) {
      shop(to).apply(shop(to.other()).rows());
    }
    return PassageWork.Result.DONE;
  }

  void trace(String what) {
    trace.accept(
        Duration.between(Instant.parse("2026-01-01T00:00:00Z"), clock.instant()).toMillis()
            + " "
            + what);
  }

  Fault fault(String call) {
    if (!raging || random.nextInt(burst > 0 ? IN_A_BURST : oneIn) != 0) {
      burst = Math.max(0, burst - 1);
      return Fault.NONE;
    }
    if (burst == 0 && random.nextInt(IN_A_BURST) == 0) {
      burst = LONGEST_BURST;
    }
    if (acting != null && depth < DEEPEST_FREEZE && random.nextInt(3) == 0) {
      freezeInside(call);
      return Fault.NONE;
    }
    Fault[] all = Fault.values();
    Fault fault = all[random.nextInt(all.length)];
    if (acting == null && fault.name().startsWith("CRASH")) {
      return Fault.UNREACHABLE;
    }
    trace("  " + fault + " at " + call);
    seen.add(fault.name());
    return fault;
  }

  /** Without faults. */
  <T> T quietly(Supplier<T> what) {
    boolean before = raging;
    raging = false;
    try {
      return what.get();
    } finally {
      raging = before;
    }
  }

  /** The process stands still in the middle of a call, and what it does comes late. */
  private void freezeInside(String call) {
    ModelServer frozen = acting;
    trace("  freeze inside " + call);
    seen.add("freeze");
    depth++;
    acting = null;
    lifted = false;
    boolean atTheWorst = random.nextBoolean();
    owner = servers.get(random.nextInt(servers.size()));
    for (int i = random.nextInt(120); i >= 0 && !(lifted && atTheWorst); i--) {
      tick();
    }
    depth--;
    acting = frozen;
    trace("  thaw inside " + call);
  }

  /** Everything goes wrong for a while, then all is well. */
  void play() {
    raging = true;
    for (int i = 0; i < 800; i++) {
      tick();
    }
    raging = false;
    late.arriveAll();
    settle();
    cross();
  }

  /** Nothing goes wrong; clients are moved to and fro. */
  void calm() {
    for (int i = 0; i < 4; i++) {
      cross();
    }
    must("NO-FAILED-REQUEST", failed == 0, failed);
  }

  private void tick() {
    clock.advance(Duration.ofMillis(random.nextInt(40)));
    int dice = random.nextInt(100);
    if (dice < 45) {
      anyServer(this::step);
    } else if (dice < 60) {
      gateways.get(random.nextInt(2)).renew();
    } else if (dice < 80) {
      gateways.get(random.nextInt(2)).write(++rows);
    } else if (dice < 88) {
      around();
    } else if (dice < 91) {
      anyServer(this::begin);
    } else if (dice < 93) {
      anyServer(server -> server.crossing.giveUp());
    } else if (dice < 95 && raging) {
      owner = servers.get(random.nextInt(servers.size()));
    } else if (dice < 96 && raging) {
      anyServer(this::crash);
    } else if (dice < 97 && raging) {
      anyServer(server -> server.frozenUntil = clock.instant().plusMillis(random.nextInt(8_000)));
    } else if (dice < 98 && raging) {
      hand.act();
    } else {
      late.arriveOne();
    }
    check();
  }

  /** Somebody writes past the gateways, wherever he can. */
  private void around() {
    for (Side side : Side.values()) {
      store(side, ++rows);
    }
  }

  boolean store(Side side, long row) {
    Object transaction = new Object();
    try {
      shop(side).write(CLIENT, transaction);
    } catch (IllegalStateException e) {
      return false;
    }
    shop(side).commit(transaction, Set.of(row));
    return true;
  }

  private void anyServer(Consumer<ModelServer> what) {
    List<ModelServer> awake =
        servers.stream()
            .filter(server -> !server.inCall && !clock.instant().isBefore(server.frozenUntil))
            .toList();
    if (!awake.isEmpty()) {
      what.accept(awake.get(random.nextInt(awake.size())));
    }
  }

  private void begin(ModelServer server) {
    if (server == owner && raging) {
      begin(server, new Passage("a" + ++attempts, Side.values()[random.nextInt(2)]));
    }
  }

  /** The phase allows only the way there or the way back. */
  private void begin(ModelServer server, Passage passage) {
    if (journal == null && home == passage.to().other()) {
      journal = passage;
      server.own = passage;
      server.crossing = crossing(server.name);
      server.crossing.begin(passage);
    }
  }

  /** One that this very process has begun, or one of somebody who is not the owner any more. */
  private Move step(ModelServer server, Passage asked) {
    if (server.crossing.underWay() && !asked.equals(server.own)) {
      // who was not the owner meanwhile has dropped what he was at
      server.crossing = crossing(server.name);
    }
    if (server.crossing.underWay()) {
      Move move = server.crossing.step();
      return over(move, server == owner);
    }
    Move move = server.crossing.end(asked.to());
    return over(move, move instanceof Move.Rest && server.crossing.outrun() && server == owner);
  }

  private Move over(Move move, boolean recorded) {
    if (move instanceof Move.Rest rest && recorded) {
      home = rest.home();
      journal = null;
    }
    return move;
  }

  private void step(ModelServer server) {
    if (server != owner || journal == null) {
      return;
    }
    ModelServer before = acting;
    acting = server;
    server.inCall = true;
    try {
      Move move = step(server, journal);
      trace(server.name + " " + move);
      seen.add(move.getClass().getSimpleName());
      lifted |= move instanceof Move.Lift;
    } catch (ProblemException e) {
      trace(server.name + " " + e.getMessage());
    } catch (SimulatedCrash e) {
      crash(server);
    } finally {
      server.inCall = false;
      acting = before;
    }
  }

  private void crash(ModelServer server) {
    trace("crash " + server.name);
    seen.add("crash");
    servers.remove(server);
    ModelServer next = boot();
    if (owner == server) {
      owner = next;
    }
  }

  /** What must hold at every instant. */
  void check() {
    boolean both = shop(Side.LEGACY).open() && shop(Side.NEW).open();
    must("ONE-WRITER", !both, "both sides are open");
    for (Side side : Side.values()) {
      if (shop(side).open()) {
        Set<Long> lost = new HashSet<>(shop(side.other()).rows());
        lost.removeAll(shop(side).rows());
        must("NO-LOSS", lost.isEmpty(), side + " is open without " + lost);
      }
    }
  }

  /** In peace it comes to rest where the record says. */
  private void settle() {
    servers.forEach(server -> server.frozenUntil = Instant.MIN);
    for (int i = 0; i < MOST_TICKS; i++) {
      tick();
      hand.comeToRest(journal == null);
      RouteRecord record = late.inForce();
      Side side = record.route(ROUTE).writes();
      if (record.route(ROUTE).hold() == null
          && shop(side).open()
          && journal == null
          && late.nothing()) {
        must("WHERE-IT-SAYS", turns.get(turns.size() - 1) == side && home == side, side);
        return;
      }
    }
    throw new AssertionError("[COMES-TO-AN-END] " + late.inForce());
  }

  private void cross() {
    Side from = late.inForce().route(ROUTE).writes();
    for (int tries = 0; tries < 20; tries++) {
      begin(owner, new Passage("b" + ++attempts, from.other()));
      Instant begun = clock.instant();
      do {
        tick();
      } while (journal != null);
      settle();
      Duration took = Duration.between(begun, clock.instant());
      must("NOT-HELD-FOREVER", took.compareTo(Duration.ofSeconds(9)) < 0, took);
      if (late.inForce().route(ROUTE).writes() != from) {
        return;
      }
    }
    throw new AssertionError("[GETS-ACROSS] not in 20 tries");
  }

  static void must(String invariant, boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError("[" + invariant + "] " + what);
    }
  }
}
