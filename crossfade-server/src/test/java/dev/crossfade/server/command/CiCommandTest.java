package dev.crossfade.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.Main;
import dev.crossfade.server.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports of a pipeline say where it could not do its work. */
class CiCommandTest {

  private static final Path EXAMPLE = Path.of("..", "examples", "specification");

  @TempDir private Path folder;
  private Path specification;
  private Path junit;

  @BeforeEach
  void copy() throws IOException {
    specification = folder.resolve("specification");
    junit = folder.resolve("tests.xml");
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, specification.resolve(EXAMPLE.relativize(file).toString()));
      }
    }
  }

  private int ci(String... more) {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    return Main.mainNoExit(
        new Console(nowhere, nowhere, Map.of(), false),
        Stream.concat(
                Stream.of("ci", specification.toString(), "--junit=" + junit), Stream.of(more))
            .toArray(String[]::new));
  }

  private void replace(String file, String what, String by) throws IOException {
    Path path = specification.resolve(file);
    assertThat(path).content().contains(what);
    Files.writeString(path, Files.readString(path).replace(what, by));
  }

  @Test
  void whatDoesNotCompileFailsInEveryReport() throws IOException {
    replace("entities/lead.yaml", "email: email(email)", "email: emial(email)");
    Path sarif = folder.resolve("tests.sarif");
    Path quality = folder.resolve("tests.json");

    assertThat(ci("--sarif=" + sarif, "--gitlab=" + quality)).isEqualTo(2);

    assertThat(junit)
        .content()
        .contains("tests=\"1\" failures=\"1\" errors=\"0\"", "specification/valid")
        .contains("entities/lead.yaml:17:", "emial");
    for (Path file : List.of(sarif, quality)) {
      assertThat(file).content().contains("entities/lead.yaml", "specification/valid");
    }
    assertThat(quality).content().contains("\"begin\" : 17");
  }

  /** The folder names variables that nobody has set, so that no database can be reached. */
  @Test
  void dataThatCannotBeAskedIsNoPass() {
    int exit = ci("--against");

    assertThat(exit).isNotZero();
    assertThat(junit)
        .content()
        .contains("lead/test/deleted-leads-stay-behind", "\"data/asked\"")
        .contains("failures=\"0\" errors=\"1\"");
  }

  @Test
  void withoutDatabasesNoneIsAsked() {
    assertThat(ci()).isZero();
    assertThat(junit)
        .content()
        .contains("specification/valid", "lead/test/deleted-leads-stay-behind")
        .doesNotContain("data/asked", "<failure", "<error");
  }
}
