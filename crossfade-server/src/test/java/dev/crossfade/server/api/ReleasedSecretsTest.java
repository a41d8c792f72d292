package dev.crossfade.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of this machine a specification may name. */
class ReleasedSecretsTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatIsNotThereTakesNothingFromTheOthers() throws Exception {
    Path open = Files.createDirectories(folder.resolve("open"));
    Path shut = Files.createDirectories(folder.resolve("shut"));
    Files.writeString(open.resolve("password"), "one");
    Files.writeString(shut.resolve("password"), "two");
    Files.createSymbolicLink(open.resolve("link"), shut.resolve("password"));

    for (List<Path> folders : List.of(List.of(folder.resolve("gone"), open), List.of(open))) {
      ReleasedSecrets released = new ReleasedSecrets(List.of(), folders);
      assertThat(released.notReleased("${file:" + open.resolve("password") + "}")).isEmpty();
      assertThat(released.notReleased("${file:" + shut.resolve("password") + "}")).isPresent();
      assertThat(released.notReleased("${file:" + open.resolve("link") + "}")).isPresent();
    }
  }
}
