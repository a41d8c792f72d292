package dev.crossfade.engine;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.ProgressStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The version of a mapping that history was loaded with, which is a fact of the target.
 *
 * @param name under which its number is remembered
 * @param number of it
 * @param mapping as it is now
 * @param progress where facts are
 */
public record MappingVersion(
    String name, int number, CompiledMapping mapping, ProgressStore progress) {

  /**
   * Mappings of some entities that have a number in the target.
   *
   * @param entities names of those
   */
  public static List<MappingVersion> known(
      CompiledMigration migration, Predicate<String> entities, ProgressStore progress) {
    MappingNames names = new MappingNames();
    List<MappingVersion> versions = new ArrayList<>();
    for (CompiledMapping mapping : migration.mappings()) {
      String name = names.next(mapping);
      if (entities.test(mapping.entitySpec().name())) {
        progress
            .fact(name)
            .map(Integer::valueOf)
            .ifPresent(number -> versions.add(new MappingVersion(name, number, mapping, progress)));
      }
    }
    return versions;
  }

  /** Whether it differs only in what of its source table changes no row. */
  private boolean sameEssence() {
    return progress.fact(essenceFact()).filter(mapping::hasEssence).isPresent();
  }

  /** Whether it is another one than the rows in production were made with. */
  public boolean changed() {
    String before = progress.fact(fact()).orElse("");
    return !before.isEmpty() && !before.equals(mapping.version()) && !sameEssence();
  }

  /**
   * Whether rows are still found under the same keys. Targets of earlier versions do not know it
   * until they were run by this one.
   */
  public boolean sameKey() {
    return progress.fact(keyFact()).filter(mapping.keyEssence()::equals).isPresent();
  }

  /** Whether its rows can be renewed behind the stream. */
  public boolean adoptable() {
    return sameKey();
  }

  void check(boolean begun, boolean adopted) {
    if (begun && changed()) {
      if (!adopted || !adoptable()) {
        throw refused();
      }
      renew();
    }
    goOnRenewing();
    remember(fact(), mapping.version());
    remember(essenceFact(), mapping.essence());
    remember(keyFact(), mapping.keyEssence());
  }

  private void remember(String fact, String value) {
    if (progress.fact(fact).filter(value::equals).isEmpty()) {
      progress.remember(fact, value);
    }
  }

  /** A renewal that is open ends with these rules, whatever else changed of their source table. */
  private void goOnRenewing() {
    if (Renewals.open(number, progress)) {
      remember(ProgressStore.RENEWAL_OF_MAPPING + number, mapping.version());
    }
  }

  /** From here on no verdict stands about rows that were made by other rules. */
  private void renew() {
    progress.remember(ProgressStore.RENEWAL_OF_MAPPING + number, mapping.version());
    String entity = mapping.entitySpec().name();
    progress.unlogged(entity);
    progress.latestVerdicts().stream()
        .filter(verdict -> verdict.entity().equals(entity))
        .filter(verdict -> verdict.result() != Verdict.Result.UNKNOWN)
        .forEach(verdict -> progress.record(verdict.overtaken(Renewals.WHY)));
  }

  private RuntimeException refused() {
    return Problem.of(
            EngineProblem.MAPPING_CHANGED,
            "the mapping " + mapping.spec().label() + " is not the one its history was loaded with",
            "rows loaded before would differ from rows written from now on",
            "restore the mapping and its source table, let the new one take its place with"
                + " `crossfade mapping adopt`, or start a new migration under another name")
        .with("before", progress.fact(fact()).orElse(""))
        .with("now", mapping.version())
        .raise();
  }

  private String fact() {
    return name + ".version";
  }

  private String essenceFact() {
    return name + ".essence";
  }

  private String keyFact() {
    return name + ".key";
  }
}
