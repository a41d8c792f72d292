package dev.crossfade.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The end of a service's log, and keeping that log small. */
final class LogTail {

  private static final int LINES = 15;
  private static final int BYTES = 16 * 1024;
  private static final long ROTATE_AT = 16L * 1024 * 1024;

  private LogTail() {}

  /** At most the last 15 lines written at or after the byte {@code from}. */
  static String of(Path log, long from) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(Math.min(from, file.length()), file.length() - BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
      return last.isEmpty() ? "(nothing was written)" : String.join("\n", last);
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  /** Moves a large log aside, replacing the one moved before. */
  static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > ROTATE_AT) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
