package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A specification folder as git remembers it. */
final class GitHistory {

  private static final int COMMITS = 50;

  private final Git git;

  GitHistory(Path folder) {
    this.git = new Git(folder);
  }

  /** The latest commits that changed the folder, newest first; none outside of git. */
  List<String> commits() {
    Git.Answer log =
        git.run(List.of("log", "--format=%H", "-n", String.valueOf(COMMITS), "--", "."));
    return log.exit() == 0 ? log.text().lines().toList() : List.of();
  }

  /** The hash of the commit that a name stands for now; the name where there is none. */
  String commit(String revision) {
    if (revision.startsWith("-")) {
      return revision;
    }
    Git.Answer hash = git.run(List.of("rev-parse", "--verify", "-q", revision + "^{commit}"));
    return hash.exit() == 0 ? hash.text().strip() : revision;
  }

  /** The files of the specification as a revision has them, by path; none if there is no such. */
  Map<String, String> texts(String revision) {
    Map<String, String> texts = new TreeMap<>();
    for (String file : files(revision)) {
      Git.Answer text = git.run(List.of("show", "--end-of-options", revision + ":./" + file));
      if (text.exit() == 0) {
        texts.put(file, text.text());
      }
    }
    return texts;
  }

  /**
   * Those of some files that are others than in the latest commit, or that it does not have, which
   * are those that git ignores as well.
   *
   * @throws dev.crossfade.core.problem.ProblemException when git does not say so
   */
  List<String> uncommitted(Collection<String> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    List<String> command =
        new ArrayList<>(
            List.of("status", "--porcelain", "--untracked-files=all", "--ignored", "-z", "--"));
    command.addAll(files);
    Git.Answer status = git.run(command);
    if (status.exit() != 0) {
      throw unclear(status).raise();
    }
    List<String> changed = new ArrayList<>();
    if (!status.text().isEmpty()) {
      for (String line : status.text().split("\0")) {
        changed.add(line.substring(Math.min(3, line.length())));
      }
    }
    return changed;
  }

  private static Problem unclear(Git.Answer status) {
    return Problem.of(
        ServerProblem.NOT_ADOPTABLE,
        "The mappings cannot be rolled back.",
        "Git does not say which files it has: " + status.text().strip(),
        "Have git status work in the folder, and run the command again.");
  }

  private List<String> files(String revision) {
    if (revision.startsWith("-")) {
      return List.of();
    }
    Git.Answer tree = git.run(List.of("ls-tree", "-r", "-z", "--name-only", revision, "--", "."));
    List<String> files = new ArrayList<>();
    if (tree.exit() == 0) {
      for (String file : tree.text().split("\0")) {
        if (file.endsWith(".yaml") || file.endsWith(".yml")) {
          files.add(file);
        }
      }
    }
    return files;
  }
}
