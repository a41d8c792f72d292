package dev.crossfade.server.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls git in a folder.
 *
 * @param folder where
 */
record Git(Path folder) {

  /**
   * What it said.
   *
   * @param exit 0 when it did what was asked
   * @param text its output, or what went wrong
   */
  record Answer(int exit, String text) {}

  /** Whether the folder is in a work tree. */
  boolean here() {
    return run(List.of("rev-parse", "--is-inside-work-tree")).exit() == 0;
  }

  Answer run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("git", "-C", folder.toString(), "-c", "core.fsmonitor=false"));
    command.addAll(arguments);
    try {
      Path warnings = Files.createTempFile("crossfade-git-", "");
      try {
        return run(command, warnings);
      } finally {
        Files.deleteIfExists(warnings);
      }
    } catch (IOException e) {
      return new Answer(1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(1, "interrupted");
    }
  }

  /** Its warnings are no part of what it was asked for. */
  private static Answer run(List<String> command, Path warnings)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(warnings.toFile()).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : 1;
    return new Answer(exit, exit == 0 ? output : output + Files.readString(warnings));
  }
}
