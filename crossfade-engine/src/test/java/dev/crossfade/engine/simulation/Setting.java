package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.spec.ChecksSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.Throttle;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.cutover.Mandate;
import dev.crossfade.engine.run.Claim;
import dev.crossfade.engine.run.HelpInputs;
import dev.crossfade.engine.run.HelperRun;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunInputs;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.run.Verification;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryCapture;
import dev.crossfade.testkit.memory.InMemoryControl;
import dev.crossfade.testkit.memory.InMemoryRotas;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The company in real time and threads, for tests of single stories. */
public final class Setting {

  private static final EngineOptions QUICK =
      new EngineOptions(
          Duration.ofMillis(50),
          Duration.ofSeconds(2),
          Duration.ofMillis(20),
          Duration.ofMillis(500),
          Duration.ofMillis(100),
          100,
          10,
          50,
          EngineOptions.DEFAULTS.copies());

  private static final AtomicInteger PROCESSES = new AtomicInteger();
  private static final Duration TTL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Calls calls = new Calls();
  public final InMemoryControl control = new InMemoryControl(Clock.systemUTC(), Faults.NONE);
  public final InMemorySource crm =
      new InMemorySource(
          "crm",
          List.of(Company.CONTACTS, Company.EVENTS),
          Set.of("bio"),
          Clock.systemUTC(),
          calls);
  public final InMemorySource ads =
      new InMemorySource("ads", List.of(Company.ADS), Set.of("bio"), Clock.systemUTC(), calls);
  public final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), calls);
  public final InMemoryRotas rotas = new InMemoryRotas(List.of("crm", "ads"));
  private volatile boolean silent;
  public final InMemoryCapture crmCapture = capture(crm);
  public final InMemoryCapture adsCapture = capture(ads);

  private InMemoryCapture capture(InMemorySource source) {
    return new InMemoryCapture(
        source,
        call -> {
          calls.before(call);
          return silent && call.equals("crm.poll") ? Fault.UNREACHABLE : Fault.NONE;
        },
        waiting -> waiting);
  }

  /** Waits until a port was called some more times from now on, as {@code crm.poll}. */
  public void awaitMore(String call, int times) throws InterruptedException {
    calls.awaitMore(call, times);
  }

  /** From now on this call of a port takes so long. */
  public void slow(String call, Duration time) {
    calls.slow(call, time);
  }

  /** Once, after so many times, this happens to a call of a port. */
  public void fail(String call, int after, Fault how) {
    calls.fail(call, after, how);
  }

  /** Once, this happens before a call of a port, as {@code crm.mark}. */
  public void meanwhile(String call, Runnable what) {
    calls.meanwhile(call, what);
  }

  /** How often a port was called so far. */
  public long calls(String call) {
    return calls.count(call);
  }

  /** Waits until the threads that had a work of the engine, as {@code stream-crm}, have ended. */
  public void awaitEnd(String work) throws InterruptedException {
    for (Thread each : Thread.getAllStackTraces().keySet()) {
      if (each.getName().endsWith("-" + work)) {
        each.join(Calls.PATIENCE.toMillis());
        assertThat(each.isAlive()).as(each.getName() + " goes on").isFalse();
      }
    }
  }

  /** From now on nothing arrives from the stream of {@code crm}. */
  public void silence() {
    silent = true;
  }

  /** Ends the silence. */
  public void speak() {
    silent = false;
  }

  public void contact(long id, String email) {
    crm.write(tx -> tx.insert(Company.CONTACT, id, email, "bio", 1L));
  }

  public void event(long seq, String kind) {
    crm.write(tx -> tx.insert(Company.EVENT, seq, kind, "bio"));
  }

  /** An update of a row without key whose old image the log does not have. */
  public void incompleteUpdate() {
    crm.writeRaw(
        new Change(
            Company.EVENT,
            Op.UPDATE,
            new Object[] {1L, Unavailable.VALUE, Unavailable.VALUE},
            new Object[] {1L, "changed", "bio"},
            Position.START));
  }

  /** An update of which the log shows nothing that can be read. */
  public void garbled(long id, String email) {
    crm.write(tx -> tx.update(Company.CONTACT, Key.of(id), id, email, "x", 1L));
    crm.writeRaw(
        new Change(
            Company.CONTACT,
            Op.UPDATE,
            new Object[] {id, Unavailable.VALUE, Unavailable.VALUE, Unavailable.VALUE},
            new Object[] {id, new Unreadable("garbled"), "x", 1L},
            Position.START));
  }

  public void ad(String code, String title) {
    ads.write(tx -> tx.insert(Company.AD, code, title, "bio"));
  }

  public long count(String entity) {
    return target.production(entity).size();
  }

  /** A process that claims the migration. */
  public MigrationRun run(Verification verification, RunListener listener) {
    return run(verification, listener, Company.COMPILED, 100);
  }

  public MigrationRun run(
      Verification verification,
      RunListener listener,
      CompiledMigration compiled,
      long quarantineLimit) {
    return run(inputs(spec(quarantineLimit), compiled), verification, listener);
  }

  /** A process whose specification does not know one of the entities. */
  public MigrationRun runWithout(String entity) {
    CompiledMigration compiled =
        new CompiledMigration(
            Company.COMPILED.mappings().stream()
                .filter(each -> !each.entitySpec().name().equals(entity))
                .toList(),
            Company.COMPILED.version());
    return run(inputs(specWithout(entity), compiled), List::of, RunListener.SILENT);
  }

  /** A process that has the mapping of an entity which its specification does not know. */
  public MigrationRun runPlannedWithout(String entity) {
    return run(inputs(specWithout(entity), Company.COMPILED), List::of, RunListener.SILENT);
  }

  /** A process whose specification asks these checks, too. */
  public MigrationRun run(ChecksSpec checks, RunListener listener) {
    MigrationSpec spec = Company.with(spec(100), any -> true, checks);
    return run(inputs(spec, Company.COMPILED), List::of, listener);
  }

  private static MigrationSpec specWithout(String entity) {
    MigrationSpec all = spec(100);
    return Company.with(all, each -> !each.name().equals(entity), all.checks());
  }

  private MigrationRun run(RunInputs inputs, Verification verification, RunListener listener) {
    String owner = "process-" + PROCESSES.incrementAndGet();
    Claim claim =
        new Claim(control, owner, () -> UUID.randomUUID().toString(), TTL, SignOffDemand.NONE);
    return new MigrationRun(inputs, claim, verification, listener);
  }

  private static MigrationSpec spec(long quarantineLimit) {
    return Company.spec(new Settings(2, 10, 50, quarantineLimit, Throttle.NONE));
  }

  /** What tests do with the target by hand is done in place of any process. */
  public void takeOver() {
    target.fence(1_000, control.audit().origin());
  }

  /** Starts a run and lets it go on from wherever it is, until it is live or has failed. */
  public static Phase settle(MigrationRun run) throws InterruptedException {
    begin(run);
    await(() -> Set.of(Phase.LIVE, Phase.FAILED).contains(run.progress().phase()), run::progress);
    return run.progress().phase();
  }

  /** Starts a run, and asks for what lets it go on once it acts. */
  public static void begin(MigrationRun run) throws InterruptedException {
    run.start();
    await(run::acts, () -> "nobody acts");
    long asked = run.goOn("anna").version();
    await(() -> run.state().version() >= asked, run::state);
  }

  /**
   * Waits until something is reached, for a while.
   *
   * @param now what is told when it is not
   */
  public static void await(BooleanSupplier reached, Supplier<?> now) throws InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (!reached.getAsBoolean()) {
      assertThat(Instant.now()).as("not reached: %s", now.get()).isBefore(giveUp);
      Thread.sleep(1);
    }
  }

  /** What compares both sides, and does not wait for long until what the sources show is there. */
  public Verifier verifier() {
    return new Verifier(
        compiled(),
        sources(),
        target,
        new VerifySettings(2, 10, Duration.ofMillis(300), 3, 12, Duration.ofMillis(1)),
        Clock.systemUTC(),
        Pause.REAL);
  }

  /** Both sources by name. */
  public Map<String, SourceDatabase> sources() {
    return Map.of("crm", crm, "ads", ads);
  }

  /** Rows of every table, with numbers from 0 on, and a run that has published them. */
  public MigrationRun published(int rows) throws InterruptedException {
    for (long id = 0; id < rows; id++) {
      contact(id, "e" + id);
      event(id, "view");
      ad("c" + id, "t" + id);
    }
    MigrationRun run = run(List::of, RunListener.SILENT);
    settle(run);
    return run;
  }

  /** What a process that claims the migration works with. */
  public RunInputs inputs() {
    return inputs(spec(100), Company.COMPILED);
  }

  /** A process that claims the migration and offers work to others. */
  public MigrationRun sharingRun() {
    RunInputs alone = inputs();
    return run(
        new RunInputs(
            alone.spec(),
            alone.compiled(),
            alone.sources(),
            alone.captures(),
            alone.requests(),
            alone.target(),
            alone.clock(),
            alone.options(),
            sources -> rotas.open()),
        List::of,
        RunListener.SILENT);
  }

  /**
   * A process that helps.
   *
   * @param streams opens the stream of a source
   */
  public HelperRun helper(CompiledMigration compiled, Function<String, ChangeStream> streams) {
    RunInputs inputs = inputs(spec(100), compiled);
    return new HelperRun(
        new HelpInputs(
            "helper-" + PROCESSES.incrementAndGet(),
            () -> control.audit().origin(),
            inputs.spec(),
            compiled,
            inputs.sources(),
            streams,
            inputs.target(),
            inputs.clock(),
            inputs.options(),
            sources -> rotas.open()));
  }

  /** Opens what is captured of a source. */
  public ChangeStream stream(String source) {
    return (source.equals("crm") ? crmCapture : adsCapture).openStream();
  }

  private RunInputs inputs(MigrationSpec spec, CompiledMigration compiled) {
    return new RunInputs(
        spec,
        compiled,
        sources(),
        Map.of("crm", crmCapture, "ads", adsCapture),
        Requests::of,
        target.again(),
        Clock.systemUTC(),
        QUICK);
  }

  /** In the name of nobody. */
  public static Mandate mandate() {
    return new Mandate("nobody", () -> MigrationState.draft("unify"), SignOffDemand.NONE);
  }

  /** The company's mappings. */
  public static CompiledMigration compiled() {
    return Company.COMPILED;
  }

  /** The company by rules that refuse less. */
  public static CompiledMigration milder() {
    return Company.MILDER;
  }

  /** The company that does not go on when a column of its ads is dropped. */
  public static CompiledMigration strict() {
    return Company.STRICT;
  }

  /** Drops a column of the ads. */
  public void dropAdColumn() {
    ads.alter(Company.FEWER_ADS);
  }

  /** Makes the ads what they were. */
  public void restoreAds() {
    ads.alter(Company.ADS);
  }

  /** The company with another version of one mapping. */
  public static CompiledMigration changed() {
    return Company.COMPILED_LATER;
  }
}
