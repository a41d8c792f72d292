package dev.crossfade.server.command;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Lets a person type the name of what he is about to change. */
final class Confirmation {

  @Option(
      names = "--yes",
      description = "Does it without asking for the migration's name; never instead of sign-offs.")
  private boolean yes;

  /** Whoever names what it is about means it. */
  void demand(String migration, String consequence, Console console) {
    if (yes) {
      return;
    }
    if (!console.terminal()) {
      throw refused(migration, "Nobody can be asked here.");
    }
    console.say(consequence);
    console.say("Type the name of the migration to go on: " + migration);
    String typed = line();
    if (!migration.equals(typed)) {
      throw refused(migration, "Something else was typed.");
    }
  }

  private static String line() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static RuntimeException refused(String migration, String why) {
    return Problem.of(
            ServerProblem.NOT_CONFIRMED,
            "Nothing was done about " + migration + ".",
            why,
            "Type its name, or say --yes.")
        .raise();
  }
}
