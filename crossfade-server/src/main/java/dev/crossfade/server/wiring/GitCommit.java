package dev.crossfade.server.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commits files of a folder, where it is in the work tree of a git repository. */
final class GitCommit {

  private GitCommit() {}

  private record Answer(int exit, String text) {}

  /** What people have to know about it. */
  static List<String> of(Path folder, Collection<String> files, String message) {
    if (run(folder, List.of("rev-parse", "--is-inside-work-tree")).exit() != 0) {
      return List.of();
    }
    List<String> add = new ArrayList<>(List.of("add", "--"));
    add.addAll(files);
    List<String> commit = new ArrayList<>(List.of("commit", "-q", "-m", message, "--"));
    commit.addAll(files);
    Answer added = run(folder, add);
    Answer committed = added.exit() == 0 ? run(folder, commit) : added;
    return committed.exit() == 0
        ? List.of("Committed to git: " + String.join(", ", files) + ".")
        : List.of("Not committed to git, do that yourself: " + committed.text().strip());
  }

  private static Answer run(Path folder, List<String> arguments) {
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
