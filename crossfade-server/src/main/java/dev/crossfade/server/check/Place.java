package dev.crossfade.server.check;

import dev.crossfade.core.problem.Location;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A place as pipelines name it: from where the command was started, usually the root of the
 * repository.
 */
record Place(String file, int line, int column) {

  /**
   * Of a place in a specification.
   *
   * @param folder the specification's folder as the user named it
   * @param location in it; null for its main file
   */
  static Place of(String folder, @Nullable Location location) {
    Location place = location == null ? new Location("crossfade.yaml", 1, 1) : location;
    Path here = Path.of("").toAbsolutePath();
    Path file = Path.of(folder).toAbsolutePath().normalize().resolve(place.file());
    String name = file.startsWith(here) ? here.relativize(file).toString() : place.file();
    return new Place(name.replace('\\', '/'), place.line(), place.column());
  }
}
