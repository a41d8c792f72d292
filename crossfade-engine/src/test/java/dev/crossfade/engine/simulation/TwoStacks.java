package dev.crossfade.engine.simulation;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.engine.cutover.CrossingInputs;
import dev.crossfade.engine.cutover.DeltaComparison;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.cutover.ReadinessReport;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.traffic.Published;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryFence;
import dev.crossfade.testkit.memory.InMemoryRoutes;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import dev.crossfade.testkit.memory.MemoryShop;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * The company's two stacks, as their applications see them: whoever may write does, and what was
 * acknowledged must be there wherever anybody may write.
 */
final class TwoStacks {

  private static final String CLIENT = "client";
  private static final NoteSigner SIGNER = signer();
  private static final int CODES = 8;

  final MemoryShop crmShop = new MemoryShop(Set.of(CLIENT));
  final MemoryShop adsShop = new MemoryShop(Set.of(CLIENT));
  final MemoryShop newShop = new MemoryShop(Set.of(CLIENT));
  final InMemoryRoutes routes;
  final TargetLog log;

  /** What applications were told to be stored: title by code. */
  final Map<String, String> acknowledged = new TreeMap<>();

  /** Runs comparisons. */
  Executor aside = Runnable::run;

  int writtenOnNew;
  int writtenOnLegacy;
  private final Random random;
  private final ManualClock clock;
  private final Faults faults;
  private final InMemorySource crm;
  private final InMemorySource ads;
  private final InMemoryTarget target;
  private int titles;

  TwoStacks(
      Random random,
      ManualClock clock,
      Faults faults,
      InMemorySource crm,
      InMemorySource ads,
      InMemoryTarget target) {
    this.random = random;
    this.clock = clock;
    this.faults = faults;
    this.crm = crm;
    this.ads = ads;
    this.target = target;
    this.routes = new InMemoryRoutes(clock, faults);
    this.log = new TargetLog(clock);
    Fence fresh = new InMemoryFence(newShop, log::mark, call -> Fault.NONE);
    fresh.raise(1, Duration.ZERO);
  }

  private static NoteSigner signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What one process needs to move clients; it sees facts as its own target shows them. */
  CrossingInputs inputs(InMemoryTarget own) {
    ProgressStore progress = own.progress();
    ModelReturn back =
        new ModelReturn(log, ads, progress, faults, () -> must("RETURN-ALONE", returning(), log));
    return new CrossingInputs(
        routes,
        SIGNER,
        Map.of("crm", fence(crmShop, crm), "ads", fence(adsShop, ads)),
        new InMemoryFence(newShop, log::mark, call -> faults.before("new." + call)),
        Map.of("crm", new Fit(), "ads", new Fit()),
        new Fit(),
        new Comparing(),
        back,
        () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(),
        command -> aside.execute(command),
        Runnable::run);
  }

  private Fence fence(MemoryShop shop, InMemorySource source) {
    return new InMemoryFence(shop, source.log()::mark, call -> faults.before("legacy." + call));
  }

  private final class Fit implements Readiness {

    @Override
    public ReadinessReport check() {
      return ReadinessReport.READY;
    }

    @Override
    public ReadinessReport make(Duration budget) {
      new FaultyCalls(faults).enter("readiness.make");
      return ReadinessReport.READY;
    }

    @Override
    public void close() {}
  }

  /** Both sides stand still and are caught up: whatever differs was lost. */
  private final class Comparing implements DeltaComparison {

    @Override
    public List<String> prepare() {
      new FaultyCalls(faults).enter("comparison.prepare");
      return List.of();
    }

    @Override
    public List<Verdict> verdicts() {
      return List.of();
    }

    @Override
    public void end() {}

    @Override
    public List<String> compare(Map<String, Long> behind) {
      new FaultyCalls(faults).enter("comparison.compare");
      must("CAUGHT-UP", legacyRows().equals(newRows()), legacyRows() + " not " + newRows());
      return List.of();
    }
  }

  boolean open(Side side) {
    return side == Side.NEW ? newShop.open() : crmShop.open() || adsShop.open();
  }

  /** An application writes wherever it can; the other side refuses. */
  void write() {
    String code = "c" + random.nextInt(CODES);
    String title = acknowledged.containsKey(code) && random.nextInt(4) == 0 ? null : "t" + ++titles;
    boolean legacy = stored(adsShop, () -> writeLegacy(code, title));
    boolean fresh = stored(newShop, () -> writeNew(code, title));
    must("ONE-WRITER", !(legacy && fresh), "both took " + code);
    if (legacy || fresh) {
      if (title == null) {
        acknowledged.remove(code);
      } else {
        acknowledged.put(code, title);
      }
    }
    writtenOnLegacy += legacy ? 1 : 0;
    writtenOnNew += fresh ? 1 : 0;
  }

  private static boolean stored(MemoryShop shop, Runnable write) {
    Object transaction = new Object();
    try {
      shop.write(CLIENT, transaction);
    } catch (IllegalStateException e) {
      return false;
    }
    write.run();
    shop.commit(transaction, Set.of(1L));
    return true;
  }

  private void writeLegacy(String code, String title) {
    ads.write(
        tx -> {
          tx.rows(Company.AD).stream()
              .filter(row -> code.equals(row[0]))
              .forEach(row -> tx.delete(Company.AD, row));
          if (title != null) {
            tx.insert(Company.AD, code, title, "bio");
          }
        });
  }

  private void writeNew(String code, String title) {
    target.tamper(
        "ad",
        rows -> {
          List<Object[]> changed = new ArrayList<>(rows);
          changed.removeIf(row -> code.equals(row[0]));
          if (title != null) {
            changed.add(new Object[] {code, title, "bio"});
          }
          return changed;
        });
    log.change(code, title);
  }

  /** How many writes were acknowledged, wherever. */
  int written() {
    return writtenOnLegacy + writtenOnNew;
  }

  /** What must hold at every instant. */
  void check() {
    must("ONE-WRITER", !(open(Side.LEGACY) && open(Side.NEW)), "both sides are open");
    if (adsShop.open()) {
      must("NO-LOSS", legacyRows().equals(acknowledged), legacyRows() + " not " + acknowledged);
    }
    if (newShop.open()) {
      must("NO-LOSS", newRows().equals(acknowledged), newRows() + " not " + acknowledged);
    }
  }

  Map<String, String> legacyRows() {
    return text(ads.rows(Company.AD));
  }

  Map<String, String> newRows() {
    return text(target.production("ad"));
  }

  private static Map<String, String> text(List<Object[]> rows) {
    Map<String, String> text = new TreeMap<>();
    rows.forEach(row -> text.put((String) row[0], (String) row[1]));
    return text;
  }

  boolean returning() {
    return Direction.of(fact(ProgressStore.DIRECTION)).way() == Direction.Way.RETURN;
  }

  Optional<String> fact(String name) {
    return target.progress().fact(name);
  }

  RouteRecord record() {
    return routes.read("unify").map(RecordSeal::peek).orElseGet(() -> RouteRecord.initial("unify"));
  }

  /** Whoever wants an attempt ended says the same under another epoch. */
  void abort() {
    routes.publish(RecordSeal.seal(record().with(Map.of(), "anna"), SIGNER));
  }

  /** Somebody sends writes to a side by hand. */
  void switchTo(Side side) {
    Hold hold = new Hold("hand", Duration.ofSeconds(5));
    put(record().with("all", record().route("all").held(hold), "anna"));
    put(record().with("all", record().route("all").writesTo(side), "anna"));
  }

  private void put(RouteRecord next) {
    Published published = routes.publish(RecordSeal.seal(next, SIGNER));
    must("PUT", published instanceof Published.Written, published);
  }

  /** Somebody closes the new stack. */
  void closeNew() {
    Fence fence = new InMemoryFence(newShop, log::mark, call -> Fault.NONE);
    fence.raise(record().epoch(), Duration.ZERO);
  }

  static void must(String invariant, boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError("[" + invariant + "] " + what);
    }
  }
}
