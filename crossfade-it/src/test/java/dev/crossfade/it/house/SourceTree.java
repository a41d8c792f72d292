package dev.crossfade.it.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source files of the reactor. */
public final class SourceTree {
  private SourceTree() {}

  /** The root of the repository. */
  public static Path root() {
    return Path.of(System.getProperty("crossfade.root", ".."));
  }

  /** All Java files below a source folder of any module, for example {@code src/main/java}. */
  static List<Path> javaFiles(String sourceFolder) {
    try (Stream<Path> modules = Files.list(root())) {
      return modules
          .filter(module -> module.getFileName().toString().startsWith("crossfade-"))
          .map(module -> module.resolve(sourceFolder))
          .filter(Files::isDirectory)
          .flatMap(SourceTree::javaFilesBelow)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFilesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
