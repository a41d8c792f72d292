package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.MappingNames;
import dev.crossfade.engine.MappingVersion;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.target.ProgressStore;
import java.util.ArrayList;
import java.util.List;

/** Whether the mappings of a folder are those that rows are written with. */
record MappingsInUse(CompiledMigration compiled, ProgressStore progress) {

  /** Mappings that are not those that rows are written with. */
  List<MappingVersion> changed() {
    return versions().stream().filter(MappingVersion::changed).toList();
  }

  private List<MappingVersion> versions() {
    MappingNames names = new MappingNames();
    List<MappingVersion> versions = new ArrayList<>();
    for (CompiledMapping mapping : compiled.mappings()) {
      String name = names.next(mapping);
      progress
          .fact(name)
          .ifPresent(
              number ->
                  versions.add(
                      new MappingVersion(name, Integer.parseInt(number), mapping, progress)));
    }
    return versions;
  }

  /**
   * Makes sure that they are.
   *
   * @throws dev.crossfade.core.problem.ProblemException when one is another
   */
  void require() {
    for (MappingVersion version : changed()) {
      throw Problem.of(
              ServerProblem.MAPPING_NOT_IN_USE,
              "The mapping "
                  + version.mapping().spec().label()
                  + " is not the one that rows are written with.",
              "Whoever follows the sources would write the rows by the rules it knows.",
              "crossfade mapping adopt lets the new rules take the place of the old ones; then"
                  + " nothing has to be replayed.")
          .raise();
    }
  }
}
