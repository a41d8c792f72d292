package dev.crossfade.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pipelines in examples, and what they call. */
final class ExamplePipelines {

  static final String GITHUB = "github-actions/crossfade.yml";
  static final String GITLAB = "gitlab-ci/.gitlab-ci.yml";

  /** Where a pipeline has Crossfade, and how it calls its specification. */
  static final String SOURCES = "crossfade-sources";

  private static final String SPEC = "\"$SPEC\"";
  private static final Path EXAMPLES =
      Path.of(System.getProperty("crossfade.root", "..")).resolve("examples");
  private static final Pattern CALL = Pattern.compile("(?:run:|-) " + SOURCES + "/crossfade (.*)");

  static final Path SPECIFICATION = EXAMPLES.resolve("specification");

  private ExamplePipelines() {}

  static String text(String file) throws IOException {
    return Files.readString(EXAMPLES.resolve(file));
  }

  /** Arguments of each call of Crossfade in a pipeline. */
  static List<List<String>> calls(String file) throws IOException {
    List<List<String>> calls = new ArrayList<>();
    CALL.matcher(text(file))
        .results()
        .forEach(found -> calls.add(Arrays.asList(found.group(1).strip().split(" +"))));
    return calls;
  }

  /** A call about a specification that leaves its reports in a folder. */
  static String[] here(List<String> call, Path specification, Path out) {
    return call.stream()
        .map(
            word -> {
              if (word.equals(SPEC)) {
                return specification.toString();
              }
              return word.matches("(tests|checks)[.].*") ? out.resolve(word).toString() : word;
            })
        .toArray(String[]::new);
  }

  /** Copies the specification, as somebody has it in a repository of his own. */
  static Path copy(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(SPECIFICATION)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(SPECIFICATION.relativize(file).toString()));
      }
    }
    return to;
  }
}
