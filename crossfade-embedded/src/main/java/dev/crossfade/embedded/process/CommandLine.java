package dev.crossfade.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The arguments of a running process. */
final class CommandLine {

  private CommandLine() {}

  /** Empty when they may not be read, or the process is gone. */
  static List<String> of(ProcessHandle handle) {
    Path file = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
    if (!Files.exists(file)) {
      return handle.info().arguments().map(List::of).orElse(List.of());
    }
    try {
      return List.of(Files.readString(file).split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
