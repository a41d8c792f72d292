package dev.crossfade.server.wiring;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.plan.Demands;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.plan.PlanFacts;
import dev.crossfade.core.plan.Planner;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.CopiedHistory;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.engine.reverse.TargetLog;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A specification folder with everything it names open, checked and planned. */
public final class Connected implements AutoCloseable {
  /** The fact of this name, followed by a version of the mappings, says where they are from. */
  private static final String VERSION = "version.";

  private final Specification specification;
  private final Sources sources;
  private final TargetDatabase target;
  private final MigrationSpec spec;
  private final CompiledMigration compiled;
  private final PlanFacts facts;
  private final Plan plan;
  private final List<Problem> notes;

  private Connected(
      Specification specification,
      Sources sources,
      TargetDatabase target,
      MigrationSpec spec,
      CompiledMigration compiled,
      PlanFacts facts,
      Plan plan,
      List<Problem> notes) {
    this.specification = specification;
    this.sources = sources;
    this.target = target;
    this.spec = spec;
    this.compiled = compiled;
    this.facts = facts;
    this.plan = plan;
    this.notes = List.copyOf(notes);
  }

  /**
   * Loads, compiles and plans, changing nothing anywhere.
   *
   * @param environment what references are resolved with
   * @throws ProblemException with everything that is wrong with the folder, or that stops a
   *     database as a whole
   */
  public static Connected open(Path folder, Map<String, String> environment) {
    return open(Specification.load(folder, environment));
  }

  /**
   * The same of what came over the network.
   *
   * @param files reads the files of secrets, as far as they are released
   */
  public static Connected open(
      Path folder, Map<String, String> environment, Function<String, @Nullable String> files) {
    return open(Specification.load(folder, environment, files));
  }

  /** Opens a folder as a run will once it is decided that these tables are what they are now. */
  static Connected openAccepted(
      Path folder, Map<String, String> environment, List<HeldTable> accepted) {
    return open(Specification.load(folder, environment), known -> known.compile(accepted));
  }

  private static Connected open(Specification specification) {
    return open(specification, KnownTables::compile);
  }

  private static Connected open(
      Specification specification, Function<KnownTables, KnownTables.Known> reading) {
    Sources sources = Sources.open(specification.spec(), specification.secrets());
    try {
      MigrationSpec whole = specification.spec();
      SameDatabase.refuse(whole, specification.secrets(), sources.databases());
      TargetDatabase target = Targets.open(whole, specification.secrets());
      try {
        KnownTables.Known known =
            reading.apply(
                new KnownTables(whole, specification.locations(), sources.catalogs(), target));
        Map<String, List<TableSchema>> catalogs = known.catalogs();
        Findings findings = sources.preflight(whole).without(known.gone(sources.catalogs()));
        PlanFacts facts =
            new PlanFacts(catalogs, target.progress().entityStates(), findings.refused());
        Plan plan = Planner.plan(whole, facts);
        MigrationSpec spec = Shapes.only(whole, plan.entities());
        if (!plan.leftOut().isEmpty()) {
          target.close();
          target = Targets.open(spec, specification.secrets());
        }
        refuse(target.preflight(Shapes.of(spec)));
        CompiledMigration compiled =
            plan.leftOut().isEmpty()
                ? known.compiled()
                : MappingCompiler.compile(spec, catalogs, specification.locations());
        return new Connected(
            specification, sources, target, spec, compiled, facts, plan, findings.notes());
      } catch (RuntimeException e) {
        target.close();
        throw e;
      }
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /** Whether rows of an entity are written with the mappings that the folder has, or are to be. */
  public boolean uses(String entity) {
    return target.acts().adopted().filter(compiled.version()::equals).isPresent()
        || new MappingsInUse(compiled, target.progress()).uses(entity);
  }

  /** The mappings of a run that is begun now, from the folder as it is by now. */
  CompiledMigration next() {
    Secrets secrets = specification.secrets();
    try (Connected now = open(folder(), secrets.environment(), secrets.files())) {
      return now.compiled();
    }
  }

  /** Resolves what the specification refers to. */
  Secrets secrets() {
    return specification.secrets();
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** The specification of the entities that go ahead. */
  public MigrationSpec spec() {
    return spec;
  }

  /** The specification of all entities, those that are left out included. */
  public MigrationSpec whole() {
    return specification.spec();
  }

  /** The mappings of the entities that go ahead. */
  public CompiledMigration compiled() {
    return compiled;
  }

  /** What goes ahead and what is left out, with the steps of a run that has nothing on record. */
  public Plan plan() {
    return plan;
  }

  /**
   * What is left to do for a run by the journal beside the data. Asks the target.
   *
   * @throws ProblemException when the journal is in another place
   */
  public Plan ahead() {
    try (ControlStore control = openControl()) {
      ControlPlace.require(control, target, whole().name());
      return control.prepared() ? ahead(recorded(control)) : plan;
    }
  }

  private MigrationState recorded(ControlStore control) {
    return new Desk(control.journal(), Clock.systemUTC(), Processes::draw, SignOffDemand.NONE)
        .read(whole().name());
  }

  /** What is left to do where a migration is by some journal. Asks the target. */
  public Plan ahead(MigrationState journal) {
    return Planner.plan(
        whole(), facts.at(journal).copied(CopiedHistory.of(compiled, target.progress())));
  }

  /** Worth telling, though nothing is stopped by it. */
  public List<Problem> notes() {
    return notes;
  }

  public Map<String, SourceDatabase> sources() {
    return sources.databases();
  }

  /** How a source is reached, or the target under its name as a source. */
  SourceSettings login(String source) {
    if (source.equals(TargetLog.SOURCE)) {
      return TargetSource.settings(spec, specification.secrets());
    }
    SourceSettings login = sources.settings().get(source);
    if (login == null) {
      throw new IllegalArgumentException("no source " + source);
    }
    return login;
  }

  public TargetDatabase target() {
    return target;
  }

  /** How clients reach the Kafka that the specification names; null for the embedded one. */
  public @Nullable KafkaAccess kafka() {
    KafkaSpec own = spec.kafka();
    return own == null ? null : OwnKafka.access(own, specification.secrets());
  }

  /** Opens the target once more, for who only looks and does not wait for longer. */
  public TargetDatabase openLook(Duration patience) {
    return Targets.open(spec, specification.secrets(), patience);
  }

  /** Opens where the route record is: beside the journal. */
  RouteStore openRoutes() {
    return Controls.routes(spec, specification.secrets());
  }

  /** Opens where the journal is. */
  ControlStore openControl() {
    return Controls.open(spec, specification.secrets());
  }

  /**
   * Whether some process may follow the sources now. False only when that is certain: the journal
   * is in the target, and nobody has the lease.
   */
  public boolean mayBeFollowed() {
    try (ControlStore control = openControl()) {
      return !control.prepared()
          || !ControlPlace.mayBe(control, target)
          || control.leases().holder(spec.name()).filter(Holder::holds).isPresent();
    }
  }

  /** What the target knows now of the stream of each source that is read. */
  public Map<String, Heard> heard() {
    Map<String, Heard> heard = new HashMap<>();
    for (String source : sources.databases().keySet()) {
      if (!Sources.tables(spec, source).isEmpty()) {
        heard.put(source, heard(source));
      }
    }
    return heard;
  }

  private Heard heard(String source) {
    Optional<StreamState> stream = target.progress().streamState(source);
    return new Heard(
        stream.map(StreamState::mark).orElse(0L),
        stream.map(StreamState::markWrittenAt).orElse(null),
        target.progress().fact(ProgressStore.ALARM_OF_SOURCE + source).orElse(""));
  }

  /** Refuses the name of an entity that does not exist; null means all and is fine. */
  public void mustHave(@Nullable String entity) {
    if (entity != null) {
      EntityNames.mustExist(spec, entity);
    }
  }

  /** The tables of each source, by its name. */
  public Map<String, List<TableSchema>> catalogs() {
    return sources.catalogs();
  }

  /** Where each part of the specification was written. */
  public Locations locations() {
    return specification.locations();
  }

  /** SHA-256 of the specification's canonical form. */
  public String contentHash() {
    return specification.document().contentHash();
  }

  /** Who has to agree before a gate opens. */
  SignOffDemand demand() {
    return Demands.of(specification.spec(), contentHash());
  }

  /** Commit of the folder, {@code -dirty} with uncommitted changes; null outside of git. */
  public @Nullable String gitCommit() {
    return specification.document().gitCommit();
  }

  /** Records in the prepared target which specification this version of the mappings is from. */
  void rememberVersion() {
    String commit = gitCommit();
    target
        .progress()
        .remember(
            VERSION + compiled.version(),
            "content " + contentHash() + (commit == null ? "" : ", commit " + commit));
  }

  /** Records in the prepared target as what the mappings know the tables of a source. */
  void rememberTables(String source, List<TableSchema> tables) {
    KnownTables.remember(
        target, compiled, source, tables, sources.catalogs().getOrDefault(source, List.of()));
  }

  /** The folder it was loaded from. */
  public Path folder() {
    return specification.folder();
  }

  @Override
  public void close() {
    try {
      target.close();
    } finally {
      sources.close();
    }
  }
}
