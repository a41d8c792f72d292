package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.simulation.Requests;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.memory.InMemoryCapture;
import dev.crossfade.testkit.memory.InMemoryLegacy;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import dev.crossfade.testkit.memory.MemoryLegacyRules;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A target with two tables, each of which comes from a source of its own; stepped by hand. */
final class ReturnBench {

  static final TableId CONTACT = new TableId("public", "contact");
  static final TableId AD = new TableId("public", "ad");
  private static final TableId CONTACTS = new TableId("production", "contact");
  private static final TableId ADS = new TableId("production", "ad");
  private static final EngineOptions QUICK =
      new EngineOptions(
          Duration.ofMillis(50),
          Duration.ofSeconds(2),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          100,
          10,
          0,
          EngineOptions.DEFAULTS.copies());

  /** What happens to the next commits of the source {@code crm}. */
  final Deque<Fault> commits = new ArrayDeque<>();

  /** Whether the next restart of the source {@code crm} does not arrive there. */
  boolean losesRestart;

  /** Happens once before the next transaction of the source {@code crm} begins. */
  Runnable beforeBegin = () -> {};

  /** Happens once before the source {@code crm} is taken from its owner. */
  Runnable beforeDisown = () -> {};

  final ManualClock clock = new ManualClock(java.time.Instant.now());
  final InMemorySource crm = source("crm", table(CONTACT));
  final InMemorySource ads = source("ads", table(AD));
  final InMemorySource target = source("_target", table(CONTACTS), table(ADS));
  final InMemoryCapture capture = new InMemoryCapture(target, Faults.NONE, waiting -> waiting);
  final InMemoryLegacy crmLegacy = new InMemoryLegacy(crm, MemoryLegacyRules.NONE, this::fault);

  /** Row locks of the source crm that are somebody else's, as often as that. */
  int heldByOthers;

  final InMemoryLegacy adsLegacy = new InMemoryLegacy(ads, MemoryLegacyRules.NONE, Faults.NONE);
  final InMemoryTarget production = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);
  final ProgressStore progress = production.progress();
  TargetReturn back = another();
  private final Map<TargetReturn, List<Work>> shifts = new IdentityHashMap<>();
  private long epoch;

  ReturnBench() {
    List<String> names = List.of("contact", "ad");
    production.prepare(
        names.stream()
            .map(each -> new EntityShape(each, entity(each), List.of(), List.of()))
            .toList());
    for (String each : names) {
      production.loader().complete(each);
      production.publisher().ready(each);
    }
    try (PublishSession session = production.publisher().publish(names)) {
      session.commit();
    }
  }

  private static TableSchema entity(String name) {
    return compiled().into(name).get(0).entity();
  }

  private Fault fault(String call) {
    if (call.equals("crm.legacy.begin")) {
      Runnable now = beforeBegin;
      beforeBegin = () -> {};
      now.run();
    }
    if (call.equals("crm.legacy.disown")) {
      Runnable now = beforeDisown;
      beforeDisown = () -> {};
      now.run();
    }
    if (call.equals("crm.legacy.lock") && heldByOthers > 0) {
      heldByOthers--;
      return Fault.REQUEST_LOST;
    }
    if (call.equals("crm.legacy.restart") && losesRestart) {
      losesRestart = false;
      return Fault.REQUEST_LOST;
    }
    return call.equals("crm.legacy.commit") && !commits.isEmpty() ? commits.poll() : Fault.NONE;
  }

  private static InMemorySource source(String name, TableSchema... tables) {
    return new InMemorySource(name, List.of(tables), Set.of(), Clock.systemUTC(), Faults.NONE);
  }

  private static TableSchema table(TableId id) {
    return TableSchema.of(
        id,
        List.of(
            Column.of("id", new LogicalType.Int(64)).notNull(),
            Column.of("name", LogicalType.Text.UNBOUNDED)),
        List.of("id"));
  }

  /** Another process. */
  TargetReturn another() {
    return new TargetReturn(
        new ReturnInputs(
            compiled(),
            target,
            capture,
            Requests::of,
            Map.of("crm", crm, "ads", ads),
            Map.of("crm", crmLegacy, "ads", adsLegacy),
            production,
            clock,
            QUICK));
  }

  /** From now on somebody else looks after the migration. */
  void succeeded() {
    production.again().fence(1, "the store");
  }

  private static CompiledMigration compiled() {
    SecretRef none = new SecretRef("x");
    MigrationSpec spec =
        new MigrationSpec(
            "unify",
            List.of(sourceSpec("crm", none), sourceSpec("ads", none)),
            new TargetSpec(SystemType.POSTGRESQL, none, none, none, "production"),
            Settings.DEFAULTS,
            null,
            List.of(entity("contact", "crm", CONTACT), entity("ad", "ads", AD)),
            List.of());
    return MappingCompiler.compile(
        spec, Map.of("crm", List.of(table(CONTACT)), "ads", List.of(table(AD))), Locations.NONE);
  }

  private static SourceSpec sourceSpec(String name, SecretRef none) {
    return new SourceSpec(name, SystemType.POSTGRESQL, none, none, none, null, ZeroDates.REFUSE);
  }

  private static EntitySpec entity(String name, String source, TableId table) {
    Map<String, ColumnRule> rules = new LinkedHashMap<>();
    rules.put("id", new ColumnRule.Expression("id"));
    rules.put("name", new ColumnRule.Expression("name"));
    return new EntitySpec(
        name,
        List.of("id"),
        List.of(
            new ColumnSpec("id", new LogicalType.Int(64), false),
            new ColumnSpec("name", LogicalType.Text.UNBOUNDED, true)),
        List.of(),
        List.of(),
        List.of(new MappingSpec(source, table, null, rules)),
        List.of());
  }

  /** Rows of production's contacts from now on, each an id and a name. */
  void published(@Nullable Object[]... rows) {
    production.tamper("contact", before -> List.of(rows));
  }

  /** Everything that the source crm has written so far is published. */
  void caughtUp() {
    try (Applier applier = production.openApplier("crm")) {
      StreamState begin = applier.own("topic-1", 0);
      StreamState end =
          new StreamState(
              begin.streamId(),
              begin.nextOffset() + 1,
              begin.applied(),
              crm.log().mark().number(),
              java.time.Instant.EPOCH,
              begin.epoch());
      try (StreamSession session = applier.begin(begin, end, "v1")) {
        session.commit(0);
      }
    }
  }

  /** Arms the way back. */
  Outcome<String> arm() {
    Outcome<String> end = back.arm();
    for (int i = 0; i < 5 && end == null; i++) {
      end = back.arm();
    }
    if (end == null) {
      throw new AssertionError("arming does not end");
    }
    return end;
  }

  /** Lets changes go back from now on, as whoever moves clients does. */
  void turnBack() {
    epoch++;
    Direction direction = new Direction(Direction.Way.RETURN, epoch);
    progress.remember(ProgressStore.DIRECTION, direction.text());
    back.turns().forEach(Runnable::run);
    Mark mark = back.mark();
    progress.remember(ProgressStore.RETURN_MARK, new ReturnMark(mark.number(), epoch).text());
    soon();
  }

  /** Lets changes go forward again. */
  void turnForward() {
    turnForwardAtOnce();
    soon();
  }

  /** The same before anybody can have looked. */
  void turnForwardAtOnce() {
    epoch++;
    progress.remember(ProgressStore.DIRECTION, new Direction(Direction.Way.FORWARD, epoch).text());
    back.turns().forEach(Runnable::run);
  }

  /** What was seen a moment ago is looked at again. */
  void soon() {
    clock.advance(Duration.ofSeconds(1));
  }

  /** The loops of one shift of {@link #back}. */
  List<Work> loops() {
    return shifts.computeIfAbsent(back, TargetReturn::loops);
  }

  /** Somebody else looked after it for a while; now it is the same process again. */
  void laterShift() {
    shifts.remove(back);
  }

  /** Steps all loops some times. */
  void work(Work... only) {
    for (int i = 0; i < 6; i++) {
      for (Work each : only.length == 0 ? loops().toArray(only) : only) {
        each.step();
      }
    }
  }

  void write(long id, String name) {
    target.write(tx -> tx.insert(CONTACTS, id, name));
  }

  void change(long id, String name) {
    target.write(tx -> tx.update(CONTACTS, Key.of(id), id, name));
  }

  void writeAd(long id, String name) {
    target.write(tx -> tx.insert(ADS, id, name));
  }

  /** Ids that a source has. */
  List<Long> contacts() {
    return ids(crm, CONTACT);
  }

  List<Long> ads() {
    return ids(ads, AD);
  }

  private static List<Long> ids(InMemorySource source, TableId table) {
    return source.rows(table).stream().map(row -> (Long) row[0]).sorted().toList();
  }
}
