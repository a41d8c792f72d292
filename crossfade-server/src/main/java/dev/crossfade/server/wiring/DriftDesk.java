package dev.crossfade.server.wiring;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.drift.Concern;
import dev.crossfade.engine.drift.Evolution;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.drift.MappingPatch;
import dev.crossfade.server.drift.UnifiedDiff;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where somebody decides what altered tables are. */
public final class DriftDesk implements AutoCloseable {

  private final Specification specification;
  private final Sources sources;
  private final TargetDatabase target;
  private final Map<String, String> environment;
  private final Standing standing;

  private DriftDesk(
      Specification specification,
      Sources sources,
      TargetDatabase target,
      Map<String, String> environment,
      Standing standing) {
    this.specification = specification;
    this.sources = sources;
    this.target = target;
    this.environment = environment;
    this.standing = standing;
  }

  /** Opens everything that the folder names, whether its mappings fit or not. */
  public static DriftDesk open(Path folder, Map<String, String> environment) {
    return open(folder, environment, Standing.PERSON);
  }

  /**
   * @param standing who decides, asked before each effect
   */
  static DriftDesk open(Path folder, Map<String, String> environment, Standing standing) {
    Specification specification = Specification.load(folder, environment);
    Sources sources = Sources.open(specification.spec(), specification.secrets());
    try {
      TargetDatabase target = Targets.open(specification.spec(), specification.secrets());
      target.under(standing.epoch());
      return new DriftDesk(specification, sources, target, environment, standing);
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /** Name of the migration. */
  public String migration() {
    return specification.spec().name();
  }

  /** The tables that wait for a decision, or are caught up with after one. */
  public List<HeldTable> held() {
    return target.holds().all();
  }

  /** How many changes of a table are kept. */
  public long kept(HeldTable table) {
    return target.holds().kept(table.source(), table.table());
  }

  /**
   * Tables that wait for a decision, or for another one.
   *
   * @param label source, colon and name of one; empty for all
   */
  public List<HeldTable> undecided(String label) {
    List<HeldTable> held = held();
    List<HeldTable> again = new Accepted(target, this::next).again(held);
    List<HeldTable> open =
        held.stream()
            .filter(each -> each.state() != State.RELEASED || again.contains(each))
            .toList();
    if (label.isEmpty()) {
      return open;
    }
    List<HeldTable> named = open.stream().filter(each -> label(each).equals(label)).toList();
    if (named.isEmpty()) {
      throw Problem.of(
              ServerProblem.TABLE_NOT_HELD,
              "No table " + label + " waits for a decision.",
              "Those that do: "
                  + open.stream().map(DriftDesk::label).collect(Collectors.joining(", ", "", "."))
                  + (open.isEmpty() ? " (none)" : ""),
              "crossfade drift list shows them.")
          .raise();
    }
    return named;
  }

  /** The mappings of a run that is started now. */
  private CompiledMigration next() {
    try (Connected connected = Connected.open(specification.folder(), environment)) {
      return connected.compiled();
    }
  }

  /** What a table is called here. */
  public static String label(HeldTable table) {
    return table.source() + ":" + table.table();
  }

  /** In which ways a table is not what the mappings know. */
  public List<Drift> drifts(HeldTable held) {
    return known(held).map(table -> Drift.between(table, now(held.source()))).orElse(List.of());
  }

  /** The same but for columns of which it is decided that they are not carried. */
  private List<Drift> open(HeldTable held) {
    Set<String> leftOut = target.holds().leftOut(held.source(), held.table());
    return drifts(held).stream().filter(drift -> !leftOut.contains(drift.column())).toList();
  }

  /** Why a table cannot be followed without anybody being asked; empty when it can. */
  Optional<String> obstacle(HeldTable held, DriftProposal proposal) {
    CompiledMigration then = proposal.compiled();
    if (then == null || !proposal.problems().isEmpty()) {
      return Optional.of(proposal.problems().get(0).what());
    }
    if (!Evolution.mayBe(held)) {
      return Optional.of(held.reason());
    }
    try {
      CompiledMigration was = before();
      if (!proposal.files().isEmpty()
          && !new MappingsInUse(was, target.progress()).changed().isEmpty()) {
        return Optional.of("somebody is changing the rules in the folder");
      }
      return obstacle(held, concern(was, held), concern(then, held));
    } catch (ProblemException e) {
      return Optional.of(e.problem().what());
    }
  }

  private Optional<String> obstacle(HeldTable held, Concern was, Concern then) {
    return now(held.source()).stream()
        .filter(table -> table.id().equals(held.table()))
        .findFirst()
        .map(table -> Evolution.obstacle(was, then, table, open(held)))
        .orElse(Optional.of(Drift.GONE));
  }

  private static Concern concern(CompiledMigration compiled, HeldTable held) {
    return new Concern(compiled.from(held.source(), held.table()));
  }

  /** The mappings as the folder has them. */
  private CompiledMigration before() {
    return new KnownTables(
            specification.spec(), specification.locations(), sources.catalogs(), target)
        .compile()
        .compiled();
  }

  private Optional<TableSchema> known(HeldTable held) {
    return KnownTables.remembered(target, held.source()).stream()
        .filter(table -> table.id().equals(held.table()))
        .findFirst();
  }

  private List<TableSchema> now(String source) {
    return sources.catalogs().getOrDefault(source, List.of());
  }

  /** What the specification and the target would be with these tables as they are now. */
  public DriftProposal proposal(List<HeldTable> tables) {
    Map<String, String> before = texts();
    Map<String, String> files = patched(tables, before);
    List<String> diff = new ArrayList<>();
    files.forEach(
        (file, text) -> diff.addAll(UnifiedDiff.of(file, before.getOrDefault(file, ""), text)));
    try {
      SpecDocument document = with(files);
      MigrationSpec spec = document.spec();
      KnownTables known = new KnownTables(spec, document.locations(), sources.catalogs(), target);
      CompiledMigration compiled = known.compile(tables).compiled();
      MappingsInUse inUse = new MappingsInUse(compiled, target.progress());
      List<String> changed =
          inUse.changed().stream().map(each -> each.mapping().spec().label()).toList();
      List<Problem> problems = new ArrayList<>(inUse.notAdoptable());
      problems.addAll(inUse.changedBeside(entities(spec, tables)));
      if (!files.isEmpty() || !changed.isEmpty()) {
        AllLive.problem(target).ifPresent(problems::add);
      }
      if (!tables.isEmpty()) {
        target.outdated().ifPresent(problems::add);
      }
      List<String> statements = target.reshaping(Shapes.of(spec));
      return new DriftProposal(files, diff, statements, changed, problems, compiled);
    } catch (ProblemException e) {
      return new DriftProposal(files, diff, List.of(), List.of(), e.problems(), null);
    }
  }

  /** The specification with other texts of some files. */
  private SpecDocument with(Map<String, String> files) {
    Map<String, String> after = texts();
    after.putAll(files);
    return SpecificationLoader.load(after, overlay());
  }

  /** The entities that are fed by tables. */
  static Set<String> entities(MigrationSpec spec, List<HeldTable> tables) {
    return spec.entities().stream()
        .filter(
            entity ->
                entity.mappings().stream()
                    .anyMatch(
                        mapping ->
                            tables.stream()
                                .anyMatch(
                                    each ->
                                        each.source().equals(mapping.source())
                                            && each.table().equals(mapping.table()))))
        .map(EntitySpec::name)
        .collect(Collectors.toSet());
  }

  private Map<String, String> patched(List<HeldTable> tables, Map<String, String> before) {
    Map<String, String> files = new TreeMap<>(before);
    for (HeldTable held : tables) {
      SpecDocument document = SpecificationLoader.load(files, overlay());
      TableId id = held.table();
      List<Drift> drifts = open(held);
      now(held.source()).stream()
          .filter(table -> table.id().equals(id))
          .forEach(
              table ->
                  files.putAll(
                      new MappingPatch(document.spec(), document.locations(), files::get)
                          .of(held.source(), table, drifts)));
    }
    files.entrySet().removeIf(file -> file.getValue().equals(before.get(file.getKey())));
    return files;
  }

  private @Nullable String overlay() {
    String overlay = environment.get(Specification.OVERLAY);
    return overlay == null || overlay.isEmpty() ? null : overlay;
  }

  private Map<String, String> texts() {
    return FolderTexts.of(specification.folder());
  }

  /**
   * Makes the specification and the target what was proposed, and lets the tables go on by the new
   * mappings. Begun again it goes on where it was.
   *
   * @return what has to be told beside that it is done
   */
  public List<String> accept(List<HeldTable> tables, DriftProposal proposal, String reason) {
    return accept(tables, proposal, "accept", reason);
  }

  /**
   * @param decision by what it is done: a person, or a policy
   */
  List<String> accept(
      List<HeldTable> decided, DriftProposal proposal, String decision, String reason) {
    proposal.require();
    return new Acceptance(specification.folder(), environment, sources, target, standing)
        .of(decided, with(proposal.files()), proposal, decision, reason);
  }

  /**
   * Decides that values of new columns of tables are not carried.
   *
   * @return the columns, by table
   */
  public Map<String, Set<String>> newColumns(List<HeldTable> tables) {
    Map<String, Set<String>> columns = new LinkedHashMap<>();
    for (HeldTable each : tables) {
      Set<String> names = new TreeSet<>();
      for (Drift drift : drifts(each)) {
        if (drift.kind() == Drift.Kind.NEW) {
          names.add(drift.column());
        }
      }
      columns.put(label(each), names);
    }
    return columns;
  }

  /**
   * Does not carry what these tables have more than the mappings know.
   *
   * @return what has to be told beside that it is done
   */
  public List<String> ignore(List<HeldTable> tables, String reason) {
    mustBeCurrent(tables);
    newColumns(tables)
        .forEach(
            (label, columns) -> {
              if (columns.isEmpty()) {
                throw Problem.of(
                        ServerProblem.NOTHING_TO_IGNORE,
                        "Table " + label + " has no new column that could be ignored.",
                        "What was done to it concerns what the mappings read.",
                        "Look at it with crossfade drift show, and accept it.")
                    .raise();
              }
            });
    boolean more = tables.stream().allMatch(each -> each.why().onlyMore());
    List<String> notes =
        more ? List.of() : new Returned(target, next(), Set.of()).repaired(tables, reason);
    for (HeldTable each : tables) {
      Set<String> columns = newColumns(List.of(each)).get(label(each));
      target.holds().leaveOut(each.source(), each.table(), Set.copyOf(columns));
      String decision = "ignore " + String.join(", ", columns);
      new Release(target, each).decided(decision, reason, "");
    }
    return notes;
  }

  /** Half of a decision would be written where the tables for it are those of another version. */
  private void mustBeCurrent(List<HeldTable> tables) {
    if (!tables.isEmpty()) {
      target
          .outdated()
          .ifPresent(
              problem -> {
                throw problem.raise();
              });
    }
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
