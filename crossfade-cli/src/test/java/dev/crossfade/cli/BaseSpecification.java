package dev.crossfade.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A valid specification with its catalog. */
final class BaseSpecification {

  private static final Path BASE =
      Path.of(System.getProperty("crossfade.root"), "crossfade-cli/src/test/resources/base");

  private BaseSpecification() {}

  static void copyTo(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(BASE)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = folder.resolve(BASE.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }
}
