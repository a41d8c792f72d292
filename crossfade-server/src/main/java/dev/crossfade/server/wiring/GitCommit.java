package dev.crossfade.server.wiring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Commits files of a folder, where it is in the work tree of a git repository. */
final class GitCommit {

  private GitCommit() {}

  /**
   * Commits those that are others than git has. Those that are nowhere are passed over.
   *
   * @return what people have to know about it
   */
  static List<String> of(Path folder, Collection<String> files, String message) {
    Git git = new Git(folder);
    if (files.isEmpty() || !git.here()) {
      return List.of();
    }
    Git.Answer tracked = git.run(about(List.of("ls-files", "-z", "--"), files));
    if (tracked.exit() != 0) {
      return notCommitted(tracked);
    }
    List<String> known = new ArrayList<>(List.of(tracked.text().split("\0")));
    known.retainAll(files);
    files.stream()
        .filter(file -> !known.contains(file) && Files.exists(folder.resolve(file)))
        .forEach(known::add);
    Git.Answer added = known.isEmpty() ? tracked : git.run(about(List.of("add", "--"), known));
    if (added.exit() != 0) {
      return notCommitted(added);
    }
    List<String> staged = List.of("diff", "--cached", "--name-only", "--relative", "-z", "--");
    Git.Answer changed = git.run(about(staged, files));
    if (changed.exit() != 0) {
      return notCommitted(changed);
    }
    if (changed.text().isEmpty()) {
      return List.of();
    }
    List<String> others = List.of(changed.text().split("\0"));
    Git.Answer committed = git.run(about(List.of("commit", "-q", "-m", message, "--"), others));
    return committed.exit() == 0
        ? List.of("Committed to git: " + String.join(", ", others) + ".")
        : notCommitted(committed);
  }

  private static List<String> notCommitted(Git.Answer answer) {
    return List.of("Not committed to git, do that yourself: " + answer.text().strip());
  }

  private static List<String> about(List<String> command, Collection<String> files) {
    List<String> all = new ArrayList<>(command);
    all.addAll(files);
    return all;
  }
}
