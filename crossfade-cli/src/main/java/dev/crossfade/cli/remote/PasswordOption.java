package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
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
    Console console = System.console();
    if (console == null) {
      throw Problem.of(
              ClientProblem.NO_SERVER,
              "no password is given",
              "there is no terminal to ask at",
              "set CROSSFADE_PASSWORD, or use --password-stdin")
          .raise();
    }
    return new String(console.readPassword("%s", question));
  }

  /** The next line of standard input. */
  static String line() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      return "";
    }
  }
}
