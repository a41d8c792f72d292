package dev.crossfade.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.it.house.SourceTree;
import dev.crossfade.server.command.Commands;
import dev.crossfade.server.command.Exit;
import dev.crossfade.server.output.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/cli.md says what picocli says. */
class CliDocumentTest {
  private static final String HEAD =
      """
      # Commands

      `./crossfade COMMAND` at the root of the repository builds on first use and runs from any folder. Results go to standard
      output, progress and problems to standard error. Commands that show something print a table for people and, with
      `-o json`, a document with `apiVersion` and `next_steps` for programs. Colours and progress bars appear on a terminal
      only; `NO_COLOR` switches colours off. This page is generated from the code.

      ## Exit codes

      | code | meaning |
      |---|---|
      """;

  private static final Map<Exit, String> MEANINGS =
      Map.ofEntries(
          Map.entry(Exit.OK, "everything asked for was done, and proven where proof was asked for"),
          Map.entry(Exit.INTERNAL, "a fault of Crossfade"),
          Map.entry(Exit.INVALID, "wrong use of the command line, or an invalid specification"),
          Map.entry(
              Exit.NOT_PROVEN, "done, but not everything is published or the verdict is not EQUAL"),
          Map.entry(Exit.BLOCKED, "something has to be put right first; the message says what"),
          Map.entry(Exit.CONFLICT, "somebody else changed or owns it"),
          Map.entry(Exit.NOT_FOUND, "what was named does not exist"),
          Map.entry(Exit.REFUSED, "user, password or privilege was not accepted"),
          Map.entry(Exit.TIMEOUT, "waited long enough; the work itself goes on"),
          Map.entry(Exit.UNREACHABLE, "a system could not be reached; trying again may help"),
          Map.entry(Exit.INDETERMINATE, "the outcome is not known; `crossfade status` tells"),
          Map.entry(Exit.INTERRUPTED, "stopped by Ctrl-C or SIGTERM; the next run resumes"));

  @Test
  void theDocumentIsUpToDate() throws IOException {
    Path file = SourceTree.root().resolve("docs/cli.md");
    String expected = document();
    if ("true".equals(System.getProperty("golden.update"))) {
      Files.writeString(file, expected);
    }

    assertThat(Files.readString(file))
        .as("regenerate with -Dgolden.update=true")
        .isEqualTo(expected);
  }

  private static String document() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Exit exit : Exit.values()) {
      text.append("| ").append(exit.code()).append(" | ").append(MEANINGS.get(exit)).append(" |\n");
    }
    CliReference.leaves(Commands.of(Console.ofProcess()))
        .forEach(command -> text.append(CliReference.section(command)));
    return text.toString();
  }
}
