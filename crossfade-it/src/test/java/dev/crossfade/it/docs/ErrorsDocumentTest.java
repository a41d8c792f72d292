package dev.crossfade.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.it.house.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Problem codes are unique, stand in their module's range, and are all in docs/errors.md. */
class ErrorsDocumentTest {
  private static final Map<String, Integer> THOUSANDS =
      Map.ofEntries(
          Map.entry("crossfade-core", 5),
          Map.entry("crossfade-codec", 1),
          Map.entry("crossfade-mapping", 1),
          Map.entry("crossfade-kafka", 4),
          Map.entry("crossfade-engine", 5),
          Map.entry("crossfade-server", 6),
          Map.entry("crossfade-cli", 6),
          Map.entry("crossfade-verify", 6),
          Map.entry("crossfade-embedded", 7),
          Map.entry("crossfade-gateway", 8));

  private static final Map<Integer, String> AREAS =
      new TreeMap<>(
          Map.of(
              1, "Specification and mapping",
              2, "Sources",
              3, "Target and control store",
              4, "Capture",
              5, "Engine",
              6, "Commands",
              7, "Embedded services",
              8, "Gateways"));

  private static final Map<Kind, String> KINDS =
      Map.of(
          Kind.OPERATOR, "operator",
          Kind.TRANSIENT, "passes by itself",
          Kind.DATA, "row parked",
          Kind.ESCALATE, "stop and look");

  private final List<ProblemCodes.Entry> codes = ProblemCodes.all();

  @Test
  void numbersAreUnique() {
    assertThat(codes).isNotEmpty();
    assertThat(codes.stream().map(entry -> entry.code().number())).doesNotHaveDuplicates();
  }

  @Test
  void numbersStandInTheirModulesRange() {
    assertThat(codes)
        .allSatisfy(
            entry -> {
              Integer thousand = THOUSANDS.get(entry.module());
              int actual = entry.code().number() / 1000;
              assertThat(actual)
                  .as(entry.toString())
                  .isIn(thousand == null ? List.of(2, 3) : List.of(thousand));
            });
  }

  @Test
  void theDocumentIsUpToDate() throws IOException {
    Path file = SourceTree.root().resolve("docs/errors.md");
    String expected = document();
    if ("true".equals(System.getProperty("golden.update"))) {
      Files.writeString(file, expected);
    }

    assertThat(file)
        .as("regenerate with -Dgolden.update=true")
        .usingCharset(java.nio.charset.StandardCharsets.UTF_8)
        .hasContent(expected);
  }

  private String document() {
    StringBuilder text =
        new StringBuilder(
            """
            # Problem codes

            Every problem Crossfade reports has a code, a sentence saying what happened, the cause, and what to do about it.
            A code keeps its meaning for ever. This page is generated from the code.

            Who has to act:

            - **operator**: the input or a setting is wrong; trying again unchanged fails again.
            - **passes by itself**: something outside is temporarily not available; Crossfade retries where a run is active.
            - **row parked**: the data of one row is not acceptable; it goes to quarantine, everything else flows.
            - **stop and look**: an outcome is not known or something that must hold does not; Crossfade stops and a person decides.
            """);
    AREAS.forEach(
        (thousand, title) ->
            text.append("\n## ")
                .append(title)
                .append("\n\n| code | who | meaning |\n|---|---|---|\n")
                .append(
                    codes.stream()
                        .filter(entry -> entry.code().number() / 1000 == thousand)
                        .map(ErrorsDocumentTest::row)
                        .collect(Collectors.joining())));
    return text.toString();
  }

  private static String row(ProblemCodes.Entry entry) {
    return "| `"
        + entry.code().text()
        + "` | "
        + KINDS.get(entry.code().kind())
        + " | "
        + entry.meaning().replace("|", "\\|")
        + " |\n";
  }
}
