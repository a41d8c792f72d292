package dev.crossfade.server.wiring;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The texts of a specification folder, by path. */
final class FolderTexts {
  private FolderTexts() {}

  /** All that can be a part of a specification. */
  static Map<String, String> of(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(FolderTexts::specifies).toList()) {
        texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static boolean specifies(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /** The files that say how rows are mapped: those of entities, and of taxonomies. */
  static Set<String> mapping(SpecDocument document) {
    Set<String> files = new TreeSet<>();
    document.spec().entities().forEach(each -> add(files, document, "entities", each.name()));
    document.spec().taxonomies().forEach(each -> add(files, document, "taxonomies", each.name()));
    return files;
  }

  private static void add(Set<String> files, SpecDocument document, String kind, String name) {
    Location at = document.locations().at(Locations.path(kind, name));
    if (at != null) {
      files.add(at.file());
    }
  }

  /**
   * Writes files, and removes others.
   *
   * @param texts by path; an empty one stands for a file that is not to be there
   */
  static void write(Path folder, Map<String, String> texts) {
    texts.forEach(
        (name, text) -> {
          Path file = folder.resolve(name);
          try {
            if (text.isEmpty()) {
              Files.deleteIfExists(file);
            } else {
              Files.createDirectories(file.toAbsolutePath().getParent());
              Files.writeString(file, text);
            }
          } catch (IOException e) {
            throw Problem.of(
                    ServerProblem.FILE_NOT_WRITABLE,
                    "The file " + file + " cannot be written.",
                    String.valueOf(e.getMessage()),
                    "Name a folder you may write to, and run the command again.")
                .raise(e);
          }
        });
  }
}
