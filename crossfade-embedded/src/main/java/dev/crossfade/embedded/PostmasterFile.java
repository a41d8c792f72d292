package dev.crossfade.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lock file a killed server leaves behind. PostgreSQL sees by itself that it is stale, unless
 * the number in it was given to another process of the same user; then it refuses to start for
 * ever.
 */
final class PostmasterFile {

  private PostmasterFile() {}

  /** Removes the file when its process lives but does not work in the data folder. */
  static void removeIfStale(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    Path process = Path.of("/proc", lines.isEmpty() ? "none" : lines.get(0).trim());
    if (Files.exists(process) && !worksIn(process, data)) {
      Files.delete(file);
    }
  }

  private static boolean worksIn(Path process, Path data) {
    try {
      return Files.isSameFile(process.resolve("cwd"), data);
    } catch (IOException e) {
      // not readable, so not ours to judge: leave it to the server
      return true;
    }
  }
}
