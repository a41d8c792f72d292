package dev.crossfade.server.wiring;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.core.problem.Location;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The texts of a specification folder, by path. */
final class FolderTexts {

  /** As deep as a specification is looked for. */
  private static final int DEPTH = 6;

  private FolderTexts() {}

  /**
   * All that can be a part of a specification. Folders whose names begin with a dot hold something
   * else, such as the data of services.
   */
  static Map<String, String> of(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    try {
      Files.walkFileTree(folder, Set.of(), DEPTH, new Reader(folder, texts));
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    return texts;
  }

  private static ProblemException unreadable(Path file, IOException e) {
    boolean text = e instanceof CharacterCodingException;
    return Problem.of(
            SpecProblem.UNREADABLE,
            (Files.isDirectory(file) ? "The folder " : "The file ") + file + " cannot be read.",
            text ? "It is not UTF-8." : e.getClass().getSimpleName() + ": " + e.getMessage(),
            text
                ? "Save it as UTF-8, or have it in another folder if it is not of this migration."
                : "Check its permissions, or have it elsewhere if it is not of this migration.")
        .raise(e);
  }

  private static final class Reader extends SimpleFileVisitor<Path> {

    private final Path folder;
    private final Map<String, String> texts;

    Reader(Path folder, Map<String, String> texts) {
      this.folder = folder;
      this.texts = texts;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
      boolean hidden = !each.equals(folder) && each.getFileName().toString().startsWith(".");
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (specifies(file)) {
        try {
          String path = folder.relativize(file).toString().replace('\\', '/');
          texts.put(path, Files.readString(file));
        } catch (IOException e) {
          return visitFileFailed(file, e);
        }
      }
      return FileVisitResult.CONTINUE;
    }

    /** What is gone meanwhile is not a part of anything. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (e instanceof NoSuchFileException && !file.equals(folder)) {
        return FileVisitResult.CONTINUE;
      }
      throw unreadable(file, e);
    }
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
              replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), text);
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

  /** Whoever dies half-way leaves the file as it was. */
  private static void replace(Path file, String text) throws IOException {
    Path folder = file.getParent();
    Files.createDirectories(folder);
    Path beside = Files.createTempFile(folder, ".", ".tmp");
    try {
      Files.writeString(beside, text);
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
      } else {
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
