package dev.crossfade.codec.spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks git which commit a folder is at. Without git, or outside of it, there is no answer. */
final class GitState {

  private GitState() {}

  static @Nullable String of(Path folder) {
    String commit = run(folder, "rev-parse", "HEAD");
    if (commit == null || !commit.matches("[0-9a-f]{40,64}")) {
      return null;
    }
    String changes = run(folder, "status", "--porcelain", "--", ".");
    return changes == null || changes.isEmpty() ? commit : commit + "-dirty";
  }

  private static @Nullable String run(Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("git", "-C", folder.toString(), "-c", "core.fsmonitor=false"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0
          ? new String(output, StandardCharsets.UTF_8).strip()
          : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
