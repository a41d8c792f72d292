package dev.crossfade.engine;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.ProgressStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

  private Mappings(List<Numbered> all, String version) {
    this.version = version;
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
    Set<Integer> loaded = new HashSet<>();
    progress.backfill().stream().map(BackfillProgress::mapping).forEach(loaded::add);
    Map<String, Integer> seen = new HashMap<>();
    List<Numbered> all = new ArrayList<>();
    for (CompiledMapping mapping : compiled.mappings()) {
      String label = mapping.entitySpec().name() + ":" + mapping.spec().label();
      String name = "mapping." + label + "." + seen.merge(label, 1, Integer::sum);
      int number = number(name, progress);
      boolean begun = loaded.contains(number) || followed(mapping.source(), progress);
      checkVersion(name, label, mapping, begun, progress);
      rememberSource(number, mapping.source(), progress);
      all.add(new Numbered(number, mapping));
    }
    return new Mappings(all, compiled.version());
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

  private static void checkVersion(
      String name, String label, CompiledMapping mapping, boolean loaded, ProgressStore progress) {
    String fact = name + ".version";
    String before = progress.fact(fact).orElse("");
    if (before.equals(mapping.version())) {
      return;
    }
    if (loaded && !before.isEmpty()) {
      throw Problem.of(
              EngineProblem.MAPPING_CHANGED,
              "the mapping " + label + " is not the one its history was loaded with",
              "rows loaded before would differ from rows written from now on",
              "restore the mapping and its source table, or start a new migration under another"
                  + " name")
          .with("before", before)
          .with("now", mapping.version())
          .raise();
    }
    progress.remember(fact, mapping.version());
  }

  /** The mapping with this number. */
  public Numbered byNumber(int number) {
    Numbered found = byNumber.get(number);
    if (found == null) {
      throw new IllegalArgumentException("no mapping with number " + number);
    }
    return found;
  }

  /** All mappings, by number. */
  public List<Numbered> all() {
    return List.copyOf(byNumber.values());
  }

  /** The mappings that read a table. */
  public List<Numbered> from(String source, TableId table) {
    return bySource.getOrDefault(source, Map.of()).getOrDefault(table, List.of());
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
