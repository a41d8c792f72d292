package dev.crossfade.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param pid the number
 * @param started when it began: clock ticks since boot on Linux, else epoch milliseconds
 */
public record ProcessId(long pid, long started) {

  static ProcessId of(ProcessHandle handle) {
    return new ProcessId(handle.pid(), startOf(handle));
  }

  /** The process, if it still exists, is the same one, and is no zombie. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(h -> h.isAlive() && startOf(h) == started && !isZombie(pid));
  }

  private static long startOf(ProcessHandle handle) {
    String[] fields = stat(handle.pid());
    if (fields.length > 19) {
      return Long.parseLong(fields[19]);
    }
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Dead, but its number is kept until its parent asks how it ended; some parents never do. */
  public static boolean isZombie(long pid) {
    String[] fields = stat(pid);
    return fields.length > 0 && fields[0].equals("Z");
  }

  /** The fields of /proc/pid/stat after the command name, which may itself contain blanks. */
  private static String[] stat(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return line.substring(line.lastIndexOf(')') + 2).split(" ");
    } catch (IOException | StringIndexOutOfBoundsException e) {
      return new String[0];
    }
  }
}
