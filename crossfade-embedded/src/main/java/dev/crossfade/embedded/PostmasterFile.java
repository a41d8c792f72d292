package dev.crossfade.embedded;

import dev.crossfade.embedded.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lock file a killed server leaves behind. PostgreSQL sees by itself that it is stale, unless
 * the number in it still exists: given to another process of the same user, or kept by a zombie,
 * which happens in containers without an init process. Then it would refuse to start for ever.
 */
final class PostmasterFile {

  private PostmasterFile() {}

  /** Removes the file when its process exists but does not work in the data folder. */
  static void removeIfStale(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    long pid = number(Files.readAllLines(file));
    Path process = Path.of("/proc", Long.toString(pid));
    if (Files.exists(process) && (ProcessId.isZombie(pid) || !worksIn(process, data))) {
      Files.delete(file);
    }
  }

  private static long number(List<String> lines) {
    try {
      return lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).trim());
    } catch (NumberFormatException e) {
      return -1;
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
