package dev.crossfade.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPasswordTest {

  @Test
  void isDrawnOnceAndReadByItsOwnerOnly(@TempDir Path folder) throws Exception {
    Path client = folder.resolve("client");

    String drawn = DemoPassword.in(client);

    assertThat(drawn).hasSize(32);
    assertThat(DemoPassword.in(client)).isEqualTo(drawn);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(client.resolve("password"))))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(client)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void isDrawnAnewWhereAProcessEndedBeforeItWasWritten(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("password"));

    assertThat(DemoPassword.in(folder)).hasSize(32);
  }
}
