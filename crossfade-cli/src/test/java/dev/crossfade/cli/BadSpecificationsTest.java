package dev.crossfade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code .case} changes one place of a valid specification; the {@code .txt} beside it is what
 * a person reads then. {@code -Dgolden.update=true} writes them again.
 */
class BadSpecificationsTest {

  private static final Path RESOURCES =
      Path.of(System.getProperty("crossfade.root"), "crossfade-cli/src/test/resources");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("bad"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".case"))
          .map(name -> name.substring(0, name.length() - 5))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isExplained(String name, @TempDir Path folder) throws IOException {
    BaseSpecification.copyTo(folder);
    String text = Files.readString(RESOURCES.resolve("bad/" + name + ".case"));
    Path file = folder.resolve(text.substring(0, text.indexOf('\n')));
    String before = between(text, "<<<<\n", "\n====");
    String after = between(text, "====\n", "\n>>>>");
    Files.writeString(file, Files.readString(file).replace(before, after));

    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.run(new PrintWriter(out), new PrintWriter(err), "validate", folder.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertGolden(RESOURCES.resolve("bad/" + name + ".txt"), err.toString());
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    int end = text.indexOf(to, start - 1);
    return start > end ? "" : text.substring(start, end);
  }

  private static void assertGolden(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, actual);
    }
    assertThat(file).exists();
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
