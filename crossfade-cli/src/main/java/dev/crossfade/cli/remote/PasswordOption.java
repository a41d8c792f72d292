package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a password comes from; never from the command line, which others can see. */
final class PasswordOption {

  @Option(
      names = "--password-stdin",
      description =
          "Reads the password from standard input. Default: CROSSFADE_PASSWORD, else it is asked for.")
  private boolean stdin;

  String read(Map<String, String> environment, String question) {
    String given = environment.getOrDefault("CROSSFADE_PASSWORD", "");
    if (stdin) {
      return line();
    } else if (!given.isEmpty()) {
      return given;
    }
    return ask(question, "no password is given", "CROSSFADE_PASSWORD or --password-stdin");
  }

  /**
   * Asks at the terminal for something that nobody else is to see.
   *
   * @param missing what is wrong where there is no terminal
   * @param ways how else it can be given
   */
  static String ask(String question, String missing, String ways) {
    Console console = System.console();
    if (console == null) {
      throw Problem.of(
              ClientProblem.NO_SERVER, missing, "there is no terminal to ask at", "use " + ways)
          .raise();
    }
    char[] said = console.readPassword("%s", question);
    return said == null ? "" : new String(said);
  }

  /** The next line of standard input; what follows it is left to whoever reads then. */
  static String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
        line.write(next);
      }
    } catch (IOException e) {
      return "";
    }
    return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
  }
}
