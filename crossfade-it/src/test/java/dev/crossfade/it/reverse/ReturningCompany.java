package dev.crossfade.it.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.Guarded;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.reverse.ReturnInputs;
import dev.crossfade.engine.reverse.TargetLog;
import dev.crossfade.engine.reverse.TargetReturn;
import dev.crossfade.engine.run.Claim;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunInputs;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.run.ThreadRunner;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.jdbc.target.TargetDatabases;
import dev.crossfade.jdbc.target.TargetSettings;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaChangeCapture;
import dev.crossfade.kafka.connect.RestartPlugin;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The demo company, live: forward streams are followed by a run, and the way back by hand, in
 * threads of its own, as whoever moves clients does it.
 */
final class ReturningCompany implements AutoCloseable {

  static final String NAME = "unify";
  private static final String SCHEMA = "marketing";

  final EmbeddedService<DatabaseEndpoint> crm;
  final EmbeddedService<DatabaseEndpoint> ads;
  final EmbeddedService<DatabaseEndpoint> unified;
  final EmbeddedService<KafkaEndpoint> kafka;
  final Map<String, SourceDatabase> sources = new TreeMap<>();
  final Map<String, LegacyDatabase> legacy = new TreeMap<>();
  final SourceDatabase targetLog;
  final TargetDatabase target;
  final CompiledMigration compiled;
  MigrationRun run;
  final List<Problem> stopped = new CopyOnWriteArrayList<>();
  private final Map<String, SourceSettings> settings = new TreeMap<>();
  private final Map<String, ChangeCapture> captures = new TreeMap<>();
  private final ControlStore control;
  private final MigrationSpec spec;
  private ThreadRunner threads;
  TargetReturn back;
  private long epoch;

  ReturningCompany(Path folder, long rows) throws Exception {
    crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    ads = EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
    unified =
        EmbeddedPostgres.start(folder.resolve("unified"), DatabaseOptions.database("unified"));
    Path plugins = RestartPlugin.install(folder.resolve("plugins"));
    kafka =
        EmbeddedKafka.start(
            folder.resolve("kafka"),
            KafkaOptions.defaults().connectSetting("plugin.path", plugins.toString()));
    new DemoCompany(7, rows).moveIn(company(crm), company(ads), made -> {});
    DemoSpecification.writeTo(folder.resolve("specification"));
    SpecDocument document = SpecificationLoader.load(folder.resolve("specification"));
    spec = document.spec();
    open("crm", SystemType.POSTGRESQL, crm, ZeroDates.REFUSE);
    open("ads", SystemType.MARIADB, ads, ZeroDates.NULL);
    settings.put(
        TargetLog.SOURCE, at(TargetLog.SOURCE, SystemType.POSTGRESQL, unified, ZeroDates.REFUSE));
    targetLog = SourceDatabases.open(settings.get(TargetLog.SOURCE));
    Map<String, List<TableSchema>> catalogs = new HashMap<>();
    sources.forEach((name, source) -> catalogs.put(name, source.catalog()));
    compiled = MappingCompiler.compile(spec, catalogs, document.locations());
    target = TargetDatabases.open(targetSettings());
    control = control();
    captures.put(TargetLog.SOURCE, new KafkaChangeCapture(access(), NAME, TargetLog.SOURCE));
    run = run();
    back = another();
  }

  private static DemoDatabase company(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  private void open(
      String name, SystemType type, EmbeddedService<DatabaseEndpoint> at, ZeroDates zeroDates) {
    settings.put(name, at(name, type, at, zeroDates));
    sources.put(name, SourceDatabases.open(settings.get(name)));
    legacy.put(name, LegacyDatabases.open(settings.get(name)));
    captures.put(
        name, new KafkaChangeCapture(access(), NAME, name, sources.get(name).log().rolledBack()));
  }

  private static SourceSettings at(
      String name,
      SystemType type,
      EmbeddedService<DatabaseEndpoint> service,
      ZeroDates zeroDates) {
    DatabaseEndpoint at = service.endpoint();
    return new SourceSettings(
        type,
        at.host(),
        at.port(),
        at.database(),
        at.user(),
        at.password(),
        NAME,
        name,
        zeroDates,
        Tls.UNSAID);
  }

  KafkaAccess access() {
    return KafkaAccess.of(kafka.endpoint().bootstrap(), kafka.endpoint().connectUrl());
  }

  private TargetSettings targetSettings() {
    DatabaseEndpoint at = unified.endpoint();
    List<EntityShape> shapes =
        spec.entities().stream()
            .map(
                each ->
                    new EntityShape(each.name(), each.shape(SCHEMA), each.unique(), each.indexes()))
            .toList();
    return new TargetSettings(
        at.host(),
        at.port(),
        at.database(),
        at.user(),
        at.password(),
        SCHEMA,
        NAME,
        "run",
        "test",
        shapes,
        Tls.UNSAID);
  }

  private ControlStore control() {
    DatabaseEndpoint at = unified.endpoint();
    ControlStore store =
        ControlStores.open(
            new ControlSettings(
                at.host(),
                at.port(),
                at.database(),
                at.user(),
                at.password(),
                ControlSettings.Place.OWN,
                Tls.UNSAID));
    store.prepare();
    return store;
  }

  private CaptureRequest request(String name, LogIdentity log, List<TableSchema> tables) {
    SourceSettings at = settings.get(name);
    return new CaptureRequest(
        NAME,
        name,
        at.engine().text(),
        at.host(),
        at.port(),
        at.database(),
        at.user(),
        at.password(),
        tables,
        log.facts(),
        "unavailable-4711",
        "null");
  }

  private MigrationRun run() {
    Map<String, ChangeCapture> forward = new TreeMap<>(captures);
    forward.remove(TargetLog.SOURCE);
    RunInputs inputs =
        new RunInputs(
            spec,
            compiled,
            sources,
            forward,
            this::request,
            target,
            Clock.systemUTC(),
            EngineOptions.DEFAULTS);
    Claim claim =
        new Claim(
            control,
            "test",
            () -> UUID.randomUUID().toString(),
            Duration.ofSeconds(30),
            SignOffDemand.NONE);
    return new MigrationRun(inputs, claim, List::of, RunListener.SILENT);
  }

  /** Another process. */
  TargetReturn another() {
    return new TargetReturn(
        new ReturnInputs(
            compiled,
            targetLog,
            captures.get(TargetLog.SOURCE),
            this::request,
            sources,
            legacy,
            target,
            Clock.systemUTC(),
            EngineOptions.DEFAULTS));
  }

  /** Lets the run go on until everything is live. */
  ReturningCompany live() throws InterruptedException {
    run.start();
    await("somebody acts", run::acts);
    run.goOn("test");
    await("all is live", () -> run.progress().phase() == Phase.LIVE);
    return this;
  }

  /** Another run goes on, whose streams read which way changes go. */
  void anotherRun() throws InterruptedException {
    run.close();
    run = run();
    run.start();
    await("somebody acts again", run::acts);
    forwarded();
  }

  /** Arms the way back. */
  String arm() throws InterruptedException {
    List<Outcome<String>> end = new ArrayList<>();
    await(
        "the way back is armed",
        () -> {
          Outcome<String> now = back.arm();
          if (now != null) {
            end.add(now);
          }
          return now != null;
        });
    assertThat(end.get(0)).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<String>) end.get(0)).value();
  }

  /** Starts the loops of the way back. */
  void follow() {
    stopped.clear();
    threads = new ThreadRunner("return", Pause.REAL, (work, death) -> {});
    Troubles troubles = new Troubles(Clock.systemUTC(), Duration.ofSeconds(5), Duration.ZERO);
    for (Work each : back.loops()) {
      threads.start(new Guarded(each, troubles, (work, problem) -> stopped.add(problem)));
    }
  }

  /** Ends them. */
  void unfollow() {
    if (threads != null) {
      assertThat(threads.stop()).isTrue();
      threads = null;
    }
  }

  /** Lets changes go back from now on. */
  void turnBack() {
    epoch++;
    Direction direction = new Direction(Direction.Way.RETURN, epoch);
    target.progress().remember(ProgressStore.DIRECTION, direction.text());
    back.turns().forEach(Runnable::run);
    Mark mark = back.mark();
    target
        .progress()
        .remember(ProgressStore.RETURN_MARK, new ReturnMark(mark.number(), epoch).text());
  }

  /** Lets changes go forward again. */
  void turnForward() {
    epoch++;
    target
        .progress()
        .remember(ProgressStore.DIRECTION, new Direction(Direction.Way.FORWARD, epoch).text());
    back.turns().forEach(Runnable::run);
  }

  /** Waits until the sources have everything that the target has now. */
  void returned() throws InterruptedException {
    Mark mark = back.mark();
    await("the sources have all of it: " + stopped, () -> back.returned(mark));
  }

  /** Waits until the target's streams have passed everything that the sources have now. */
  void forwarded() throws InterruptedException {
    for (Map.Entry<String, SourceDatabase> each : sources.entrySet()) {
      Mark mark = each.getValue().log().mark();
      await(
          "the stream of " + each.getKey() + " has passed",
          () ->
              target
                  .progress()
                  .streamState(each.getKey())
                  .filter(state -> state.mark() >= mark.number())
                  .isPresent());
    }
  }

  /** What is waited for. */
  interface Reached {
    boolean yet();
  }

  void await(String what, Reached reached) throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!reached.yet()) {
      assertThat(System.nanoTime()).as(what + " " + stopped).isLessThan(giveUp);
      assertThat(stopped).isEmpty();
      Thread.sleep(50);
    }
  }

  @Override
  public void close() {
    unfollow();
    run.close();
    legacy.values().forEach(LegacyDatabase::close);
    captures.values().forEach(ChangeCapture::close);
    sources.values().forEach(SourceDatabase::close);
    targetLog.close();
    target.close();
    control.close();
    kafka.close();
    crm.close();
    ads.close();
    unified.close();
  }
}
