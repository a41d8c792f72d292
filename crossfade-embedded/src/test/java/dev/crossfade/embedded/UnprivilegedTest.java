package dev.crossfade.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossfade.embedded.process.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As root the other tests run the servers under another user; here the starter is one itself. */
class UnprivilegedTest {

  private static final String USER = "65534";
  private static final String LIBRARIES =
      "(crossfade-core|postgresql|mariadb-java-client|slf4j-api|xz)-[0-9].*";

  @TempDir Path folder;

  @BeforeEach
  void openFolder() throws Exception {
    assumeTrue((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "needs root");
    assumeTrue(Tool.find("setpriv").isPresent(), "needs setpriv");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    System.setProperty("crossfade.cache", folder.resolve("cache").toString());
  }

  /** What the program needs, copied to where the user can read it: ~/.m2 is often closed. */
  private String classPath() throws IOException {
    Path copies = Files.createDirectory(folder.resolve("lib"));
    StringBuilder path = new StringBuilder();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path file = Path.of(entry);
      if (Files.isDirectory(file)) {
        path.append(file).append(File.pathSeparator);
      } else if (file.getFileName().toString().matches(LIBRARIES)) {
        Files.copy(file, copies.resolve(file.getFileName()));
      }
    }
    return path.append(copies).append("/*").toString();
  }

  @AfterEach
  void forgetCache() {
    System.clearProperty("crossfade.cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "mariadb", "kafka"})
  void startsAndStopsAsAnOrdinaryUser(String service) throws Exception {
    List<String> front = List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups");
    Path data = folder.resolve(service);
    try (OtherJvm parent = OtherJvm.starting(front, classPath(), service, data)) {
      Path process = Path.of("/proc", Long.toString(parent.servicePid()));
      assertThat(Files.getAttribute(process, "unix:uid")).isEqualTo(Integer.valueOf(USER));
      parent.signal("TERM");
      assertThat(process).doesNotExist();
    }
  }
}
