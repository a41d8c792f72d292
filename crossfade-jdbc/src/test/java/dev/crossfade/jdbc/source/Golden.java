package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Compares with a committed file; {@code -Dgolden.update=true} writes it instead. */
public final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/golden/source");

  private Golden() {}

  /** Problems as people read them. */
  public static void check(String name, List<Problem> problems) throws IOException {
    check(name, problems.stream().map(Problem::render).collect(Collectors.joining("\n\n")) + "\n");
  }

  private static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
