package dev.crossfade.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to hurt are refused like any other mistake. */
@Timeout(30)
class HostileFilesTest {

  static List<Arguments> files() {
    StringBuilder laughs = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'k'; c++) {
      String previous = "*" + (char) (c - 1);
      laughs.append(c).append(": &").append(c).append(" [");
      laughs.append(String.join(",", java.util.Collections.nCopies(9, previous))).append("]\n");
    }
    return List.of(
        Arguments.of("", SpecProblem.YAML),
        Arguments.of("--- a\n--- b\n", SpecProblem.YAML),
        Arguments.of("a: b\0c\n", SpecProblem.YAML),
        Arguments.of("[".repeat(100_000), SpecProblem.YAML),
        Arguments.of("{a: ".repeat(50_000), SpecProblem.YAML),
        Arguments.of(laughs.toString(), SpecProblem.ALIAS),
        Arguments.of("? {a: b}\n: c\n", SpecProblem.YAML),
        Arguments.of("just text", SpecProblem.WRONG_TYPE),
        Arguments.of("!!javax.script.ScriptEngineManager [x]", SpecProblem.WRONG_TYPE),
        Arguments.of("# " + "x".repeat(4_100_000), SpecProblem.TOO_LARGE));
  }

  @ParameterizedTest
  @MethodSource("files")
  void areRefused(String text, SpecProblem code, @TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("crossfade.yaml"), text);
    assertRefused(folder, code);
  }

  @org.junit.jupiter.api.Test
  void otherEncodingsAreRefused(@TempDir Path folder) throws Exception {
    Files.write(
        folder.resolve("crossfade.yaml"), "name: Müller".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(folder, SpecProblem.UNREADABLE);
  }

  private static void assertRefused(Path folder, SpecProblem code) {
    assertThatThrownBy(() -> SpecificationLoader.load(folder))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problems()).anyMatch(p -> p.code() == code));
  }
}
