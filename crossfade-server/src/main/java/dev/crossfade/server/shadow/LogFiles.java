package dev.crossfade.server.shadow;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Logs that are rotated: a file is known by what the file system knows it by, so that one that was
 * renamed is read to its end, and one that took its place from its beginning. One thread.
 */
final class LogFiles {

  private final Map<String, Long> positions = new LinkedHashMap<>();

  /** Goes on from earlier positions. */
  static LogFiles from(Map<String, Long> positions) {
    LogFiles files = new LogFiles();
    files.positions.putAll(positions);
    return files;
  }

  /** Where each file was left. */
  Map<String, Long> positions() {
    return Map.copyOf(positions);
  }

  /**
   * Reads what is new.
   *
   * @param patterns files; their names, not their folders, may have {@code *} in them
   * @return how many files there are; negative when one cannot be read
   */
  int read(Path folder, List<String> patterns, Consumer<String> line) {
    int found = 0;
    boolean unreadable = false;
    for (String pattern : patterns) {
      Path path = folder.resolve(pattern).toAbsolutePath().normalize();
      try {
        found += read(path, line);
      } catch (IOException e) {
        unreadable = true;
      }
    }
    return unreadable ? -1 : found;
  }

  private int read(Path pattern, Consumer<String> line) throws IOException {
    Path folder = pattern.getParent();
    Path name = pattern.getFileName();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return 0;
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
    Map<String, Path> all = new HashMap<>();
    List<String> matching = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String key = key(pattern, file);
        all.put(key, file);
        if (matcher.matches(file.getFileName())) {
          matching.add(key);
        }
      }
    }
    for (String key : List.copyOf(positions.keySet())) {
      if (key.startsWith(pattern + " ") && !matching.contains(key)) {
        Path renamed = all.get(key);
        if (renamed != null) {
          read(key, renamed, line);
        }
        positions.remove(key);
      }
    }
    for (String key : matching) {
      Path file = all.get(key);
      if (file != null) {
        read(key, file, line);
      }
    }
    return matching.size();
  }

  private void read(String key, Path file, Consumer<String> line) throws IOException {
    positions.put(key, LogTail.read(file, positions.getOrDefault(key, -1L), line));
  }

  private static String key(Path pattern, Path file) throws IOException {
    Object known = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return pattern + " " + (known == null ? file.getFileName() : known);
  }
}
