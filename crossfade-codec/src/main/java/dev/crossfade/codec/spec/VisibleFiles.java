package dev.crossfade.codec.spec;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The files of a folder that may belong to a specification. What begins with a dot does not, and is
 * not looked into: a run keeps its data there, whose files come and go.
 */
public final class VisibleFiles {

  private static final int DEEPEST = 6;

  private VisibleFiles() {}

  /** All of them, sorted. */
  public static List<Path> in(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            return each.equals(folder) || !hidden(each)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            if (!hidden(each) && Files.isRegularFile(each)) {
              files.add(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    return files;
  }

  private static boolean hidden(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().startsWith(".");
  }
}
