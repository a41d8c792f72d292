package dev.crossfade.server.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
   * @param text its output, and what went wrong
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
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      String text = new String(output, StandardCharsets.UTF_8);
      return new Answer(ended ? process.exitValue() : 1, text);
    } catch (IOException e) {
      return new Answer(1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(1, "interrupted");
    }
  }
}
