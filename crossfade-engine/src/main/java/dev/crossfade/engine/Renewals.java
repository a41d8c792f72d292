package dev.crossfade.engine;

import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.ProgressStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whether rows are being made again by other rules, which is a fact of the target. */
public final class Renewals {

  /** What a verdict says meanwhile. */
  public static final String WHY = "its rows are being made again by other rules";

  private Renewals() {}

  /** Whether those of the mapping of this number are. */
  public static boolean open(int number, ProgressStore progress) {
    return !progress.fact(ProgressStore.RENEWAL_OF_MAPPING + number).orElse("").isEmpty();
  }

  /**
   * Whether some of an entity are. Two questions to the target, however many mappings there are.
   */
  public static boolean of(String entity, CompiledMigration migration, ProgressStore progress) {
    Collection<String> numbers = progress.facts(names(entity, migration)).values();
    return progress
        .facts(numbers.stream().map(ProgressStore.RENEWAL_OF_MAPPING::concat).toList())
        .values()
        .stream()
        .anyMatch(version -> !version.isEmpty());
  }

  private static List<String> names(String entity, CompiledMigration migration) {
    MappingNames names = new MappingNames();
    List<String> of = new ArrayList<>();
    for (CompiledMapping mapping : migration.mappings()) {
      String name = names.next(mapping);
      if (mapping.entitySpec().name().equals(entity)) {
        of.add(name);
      }
    }
    return of;
  }
}
