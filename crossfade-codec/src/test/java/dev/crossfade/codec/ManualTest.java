package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.spec.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files shown in docs/specification.md are a valid specification. */
class ManualTest {

  private static final Pattern BLOCK =
      Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);

  @Test
  void showsAValidSpecification(@TempDir Path folder) throws Exception {
    String manual =
        Files.readString(Path.of(System.getProperty("crossfade.root"), "docs/specification.md"));
    Matcher blocks = BLOCK.matcher(manual);
    int files = 0;
    while (blocks.find()) {
      Path file = folder.resolve(blocks.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, blocks.group(2));
      files++;
    }
    assertThat(files).isEqualTo(4);
    SpecDocument document = SpecificationLoader.load(folder);
    assertThat(document.spec().settings()).isEqualTo(Settings.DEFAULTS);
    assertThat(document.spec().entity("contact")).isPresent();
    assertThat(document.spec().taxonomy("region")).isPresent();
    assertThat(document.gitCommit()).isNull();
    assertThat(SpecificationLoader.load(folder, "apac").spec().settings().workers()).isEqualTo(8);
  }

  @Test
  void knowsTheCommitOfAFolderInGit(@TempDir Path folder) throws Exception {
    showsAValidSpecification(folder);
    git(folder, "init", "-q");
    git(folder, "add", ".");
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x");
    assertThat(SpecificationLoader.load(folder).gitCommit()).matches("[0-9a-f]{40}");
    Files.writeString(folder.resolve("more.txt"), "x");
    assertThat(SpecificationLoader.load(folder).gitCommit()).matches("[0-9a-f]{40}-dirty");
  }

  private static void git(Path folder, String... arguments) throws Exception {
    java.util.List<String> command =
        new java.util.ArrayList<>(java.util.List.of("git", "-C", folder.toString()));
    command.addAll(java.util.List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
