package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.MappingVersion;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.ProgressStore;
import java.util.List;
import java.util.Set;

/** Whether the mappings of a folder are those that rows are written with. */
record MappingsInUse(CompiledMigration compiled, ProgressStore progress) {

  /** Mappings that are not those that rows are written with. */
  List<MappingVersion> changed() {
    return versions().stream().filter(MappingVersion::changed).toList();
  }

  /** Whether rows of an entity are written with just these mappings of it. */
  boolean uses(String entity) {
    long all =
        compiled.mappings().stream()
            .filter(mapping -> mapping.entitySpec().name().equals(entity))
            .count();
    long inUse =
        versions().stream()
            .filter(version -> version.mapping().entitySpec().name().equals(entity))
            .filter(version -> !version.changed())
            .count();
    return all > 0 && all == inUse;
  }

  private List<MappingVersion> versions() {
    return MappingVersion.known(compiled, entity -> true, progress);
  }

  /** Why mappings that changed cannot take the place of those that rows are written with. */
  List<Problem> notAdoptable() {
    return changed().stream()
        .filter(version -> !version.adoptable())
        .map(
            version ->
                Problem.of(
                    ServerProblem.NOT_ADOPTABLE,
                    "The mapping "
                        + version.mapping().spec().label()
                        + " cannot take the place of the one that rows are written with.",
                    "Its rows would be found under other keys than now, or the migration was last"
                        + " run by a version of Crossfade that did not remember the rules of keys.",
                    "Restore the rules of the key columns, or, if they are the same, run the"
                        + " migration once with the mapping that it was begun with."))
        .toList();
  }

  /** What is wrong with mappings that changed, of other entities than these. */
  List<Problem> changedBeside(Set<String> entities) {
    return changed().stream()
        .filter(version -> !entities.contains(version.mapping().entitySpec().name()))
        .map(MappingsInUse::notInUse)
        .toList();
  }

  /**
   * Makes sure that they are.
   *
   * @throws dev.crossfade.core.problem.ProblemException when one is another
   */
  void require() {
    for (MappingVersion version : changed()) {
      throw notInUse(version).raise();
    }
  }

  private static Problem notInUse(MappingVersion version) {
    return Problem.of(
        ServerProblem.MAPPING_NOT_IN_USE,
        "The mapping "
            + version.mapping().spec().label()
            + " is not the one that rows are written with.",
        "Whoever follows the sources would write the rows by the rules it knows.",
        "crossfade mapping adopt lets the new rules take the place of the old ones; then nothing"
            + " has to be replayed.");
  }
}
