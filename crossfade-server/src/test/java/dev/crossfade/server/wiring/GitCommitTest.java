package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs from git is committed, and nothing else. */
class GitCommitTest {
  @TempDir private Path repository;

  private String git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(text).isZero();
    return text.strip();
  }

  @Test
  void whatIsNowhereDoesNotKeepTheOthersFromBeingCommitted() throws Exception {
    git("init", "-q");
    git("config", "user.name", "somebody");
    git("config", "user.email", "somebody@example.com");
    for (String file : List.of("gone.yaml", "one.yaml")) {
      Files.writeString(repository.resolve(file), "a: 1\n");
    }
    git("add", ".");
    git("commit", "-q", "-m", "first");
    Files.delete(repository.resolve("gone.yaml"));
    Files.writeString(repository.resolve("one.yaml"), "a: 2\n");

    List<String> notes =
        GitCommit.of(repository, List.of("gone.yaml", "nowhere.yaml", "one.yaml"), "Accept");

    assertThat(notes).containsExactly("Committed to git: gone.yaml, one.yaml.");
    assertThat(GitCommit.of(repository, List.of("nowhere.yaml"), "Accept")).isEmpty();
  }

  @Test
  void onlyFilesThatAreOthersAreCommittedAndOnlyOnce() throws Exception {
    git("init", "-q");
    git("config", "user.name", "somebody");
    git("config", "user.email", "somebody@example.com");
    Path folder = Files.createDirectories(repository.resolve("spec"));
    for (String file : List.of("one.yaml", "two.yaml", "other.yaml")) {
      Files.writeString(folder.resolve(file), "a: 1\n");
    }
    git("add", ".");
    git("commit", "-q", "-m", "first");
    Files.writeString(folder.resolve("two.yaml"), "a: 2\n");
    Files.writeString(folder.resolve("other.yaml"), "a: 2\n");
    List<String> files = List.of("one.yaml", "two.yaml");

    assertThat(GitCommit.of(folder, files, "Accept"))
        .containsExactly("Committed to git: two.yaml.");
    assertThat(git("show", "--format=%s", "--name-only", "HEAD").lines())
        .containsExactly("Accept", "", "spec/two.yaml");
    assertThat(GitCommit.of(folder, files, "Accept")).isEmpty();
    assertThat(git("log", "--format=%s").lines()).containsExactly("Accept", "first");
  }
}
