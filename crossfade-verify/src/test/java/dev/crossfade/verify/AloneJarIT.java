package dev.crossfade.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is given to auditors, as they start it: with nothing but Java. */
class AloneJarIT {

  private static Path jar() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.toString().endsWith("-alone.jar"))
          .reduce(
              (one, another) -> {
                throw new AssertionError("more than one jar: " + one + ", " + another);
              })
          .orElseThrow();
    }
  }

  private static String started(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "CLASSPATH"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return process.waitFor() + " " + said;
  }

  @Test
  void it_tells_an_intact_bundle_from_an_edited_one(@TempDir Path folder) throws Exception {
    SignedLog log = SignedLog.in(folder);
    String bundle = log.bundle().toString();
    String key = log.signer().key().text();
    assertThat(started(bundle, "--key", key)).startsWith("0 intact: " + SignedLog.ORIGIN);

    Files.writeString(log.bundle(), Files.readString(log.bundle()).replace("ann", "bob"));
    assertThat(started(bundle, "--key", key)).startsWith("3 NOT INTACT").contains("leaf 2");
  }
}
