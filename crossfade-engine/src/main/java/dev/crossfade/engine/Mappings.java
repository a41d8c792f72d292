package dev.crossfade.engine;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The mappings of a run under numbers that stay the same when entities are added to the
 * specification later. The numbers, and the version history was loaded with, are facts of the
 * target. Immutable.
 */
public final class Mappings {

  private static final String NEXT = "mapping.next";

  private final Map<Integer, Numbered> byNumber;
  private final Map<String, Map<TableId, List<Numbered>>> bySource;
  private final String version;
  private final Corrections corrections;
  private final Set<Integer> renewed;

  private Mappings(
      List<Numbered> all, String version, Corrections corrections, Set<Integer> renewed) {
    this.version = version;
    this.corrections = corrections;
    this.renewed = Set.copyOf(renewed);
    this.byNumber = new TreeMap<>();
    this.bySource = new HashMap<>();
    for (Numbered numbered : all) {
      byNumber.put(numbered.number(), numbered);
      bySource
          .computeIfAbsent(numbered.source(), source -> new HashMap<>())
          .computeIfAbsent(numbered.mapping().sourceTable().id(), table -> new ArrayList<>())
          .add(numbered);
    }
  }

  /**
   * A mapping and its number.
   *
   * @param number stable identity within the migration
   * @param mapping the mapping
   */
  public record Numbered(int number, CompiledMapping mapping) {

    /** Name of the entity it feeds. */
    public String entity() {
      return mapping.entitySpec().name();
    }

    /** Name of the source it reads. */
    public String source() {
      return mapping.source();
    }

    /** Whether rows are only added, because there is no key to find them by. */
    public boolean appendOnly() {
      return mapping.entity().keyless();
    }
  }

  /**
   * Numbers the mappings, remembering new numbers. Refuses a mapping that changed under history.
   */
  public static Mappings load(CompiledMigration compiled, ProgressStore progress) {
    return load(compiled, progress, Adoption.NONE, new Corrections());
  }

  /**
   * The same with what people corrected. A mapping that changed under history is refused unless
   * somebody adopted it; then its rows have to be renewed.
   */
  public static Mappings load(CompiledMigration compiled, TargetDatabase target) {
    return load(compiled, target.progress(), Adoption.of(target), Corrections.load(target.acts()));
  }

  private static Mappings load(
      CompiledMigration compiled,
      ProgressStore progress,
      Adoption adoption,
      Corrections corrections) {
    Set<Integer> loaded = new HashSet<>();
    progress.backfill().stream().map(BackfillProgress::mapping).forEach(loaded::add);
    List<Numbered> all = new ArrayList<>();
    Set<Integer> renewed = new HashSet<>();
    MappingNames names = new MappingNames();
    for (CompiledMapping mapping : compiled.mappings()) {
      String name = names.next(mapping);
      int number = number(name, progress);
      boolean begun = loaded.contains(number) || followed(mapping.source(), progress);
      new MappingVersion(name, number, mapping, progress)
          .check(begun, adoption.allows(compiled.version()));
      rememberSource(number, mapping.source(), progress);
      if (Renewals.open(number, progress)) {
        renewed.add(number);
      }
      all.add(new Numbered(number, corrections.over(number, mapping)));
    }
    return new Mappings(all, compiled.version(), corrections, renewed);
  }

  /**
   * Mappings under the numbers that a target knows, whichever rows were loaded with. Changes
   * nothing; mappings without a number are left out.
   */
  public static Mappings known(
      CompiledMigration compiled, ProgressStore progress, Corrections corrections) {
    List<Numbered> all =
        MappingVersion.known(compiled, entity -> true, progress).stream()
            .map(
                each ->
                    new Numbered(each.number(), corrections.over(each.number(), each.mapping())))
            .toList();
    return new Mappings(all, compiled.version(), corrections, Set.of());
  }

  /**
   * Mappings as they are with what people corrected, whenever they did; changes nothing in the
   * target.
   */
  public static CompiledMigration corrected(CompiledMigration compiled, TargetDatabase target) {
    Corrections corrections = Corrections.follow(target.acts(), System::nanoTime);
    ProgressStore progress = target.progress();
    MappingNames names = new MappingNames();
    return new CompiledMigration(
        compiled.mappings().stream()
            .map(
                mapping ->
                    progress
                        .fact(names.next(mapping))
                        .map(number -> corrections.over(Integer.parseInt(number), mapping))
                        .orElse(mapping))
            .toList(),
        compiled.version());
  }

  /** Whether the stream of a source has moved: changes may be held that were mapped already. */
  public static boolean followed(String source, ProgressStore progress) {
    return progress
        .streamState(source)
        .filter(state -> state.applied().after(Position.START))
        .isPresent();
  }

  private static void rememberSource(int number, String source, ProgressStore progress) {
    String fact = ProgressStore.SOURCE_OF_MAPPING + number;
    if (!progress.fact(fact).filter(source::equals).isPresent()) {
      progress.remember(fact, source);
    }
  }

  private static int number(String name, ProgressStore progress) {
    return progress
        .fact(name)
        .map(Integer::valueOf)
        .orElseGet(
            () -> {
              int next = progress.fact(NEXT).map(Integer::valueOf).orElse(0);
              progress.remember(NEXT, String.valueOf(next + 1));
              progress.remember(name, String.valueOf(next));
              return next;
            });
  }

  /** Some of them, under the same numbers. */
  public Mappings only(Predicate<Numbered> which) {
    return new Mappings(
        byNumber.values().stream().filter(which).toList(), version, corrections, renewed);
  }

  /** The mapping with this number, if there is one. */
  public Optional<Numbered> find(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** The mapping with this number. */
  public Numbered byNumber(int number) {
    Numbered found = byNumber.get(number);
    if (found == null) {
      throw new IllegalArgumentException("no mapping with number " + number);
    }
    return found;
  }

  /** What people corrected, as far as it is known here. */
  public Corrections corrections() {
    return corrections;
  }

  /** Mappings whose rows had to be renewed when this was loaded. */
  public List<Numbered> renewed() {
    return byNumber.values().stream().filter(each -> renewed.contains(each.number())).toList();
  }

  /** All mappings, by number. */
  public List<Numbered> all() {
    return List.copyOf(byNumber.values());
  }

  /** The mappings that read a table. */
  public List<Numbered> from(String source, TableId table) {
    return bySource.getOrDefault(source, Map.of()).getOrDefault(table, List.of());
  }

  /** Whether something of a table was read already; what nobody has read yet is read whole. */
  public boolean wasRead(String source, TableId table, TargetDatabase target) {
    Map<String, EntityState> states = target.progress().entityStates();
    return from(source, table).stream()
        .anyMatch(
            each ->
                states.get(each.entity()) == EntityState.LIVE
                    || target
                        .loader()
                        .planned(each.number(), each.mapping().sourceTable())
                        .isPresent());
  }

  /** The versions of the mappings that read a table. */
  public String versions(String source, TableId table) {
    return CompiledMapping.versions(from(source, table).stream().map(Numbered::mapping).toList());
  }

  /** The mappings that feed an entity. */
  public List<Numbered> into(String entity) {
    return byNumber.values().stream().filter(each -> each.entity().equals(entity)).toList();
  }

  /** The tables read from a source, by name. */
  public Set<TableId> tables(String source) {
    return new TreeSet<>(bySource.getOrDefault(source, Map.of()).keySet());
  }

  /** Shape of each mapping's source table. */
  public Map<Integer, TableSchema> sourceTables() {
    Map<Integer, TableSchema> tables = new TreeMap<>();
    byNumber.forEach((number, numbered) -> tables.put(number, numbered.mapping().sourceTable()));
    return tables;
  }

  /** Version of all mappings together, recorded with each load. */
  public String version() {
    return version;
  }
}
