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

  /**
   * Commits those that are others than git has.
   *
   * @return what people have to know about it
   */
  static List<String> of(Path folder, Collection<String> files, String message) {
    if (files.isEmpty() || run(folder, List.of("rev-parse", "--is-inside-work-tree")).exit() != 0) {
      return List.of();
    }
    Answer added = run(folder, about(List.of("add", "--"), files));
    if (added.exit() != 0) {
      return notCommitted(added);
    }
    List<String> staged = List.of("diff", "--cached", "--name-only", "--relative", "-z", "--");
    Answer changed = run(folder, about(staged, files));
    if (changed.exit() != 0) {
      return notCommitted(changed);
    }
    if (changed.text().isEmpty()) {
      return List.of();
    }
    List<String> others = List.of(changed.text().split("\0"));
    Answer committed = run(folder, about(List.of("commit", "-q", "-m", message, "--"), others));
    return committed.exit() == 0
        ? List.of("Committed to git: " + String.join(", ", others) + ".")
        : notCommitted(committed);
  }

  private static List<String> notCommitted(Answer answer) {
    return List.of("Not committed to git, do that yourself: " + answer.text().strip());
  }

  private static List<String> about(List<String> command, Collection<String> files) {
    List<String> all = new ArrayList<>(command);
    all.addAll(files);
    return all;
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
