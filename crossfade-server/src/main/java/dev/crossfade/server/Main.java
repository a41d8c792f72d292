package dev.crossfade.server;

import dev.crossfade.server.command.Commands;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.output.Console;

/** Entry point of the run modes. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(mainNoExit(args));
  }

  /** Runs one command and returns its exit code; never throws and never ends the process. */
  public static int mainNoExit(String... args) {
    return mainNoExit(Console.ofProcess(), args);
  }

  /** The same with another console. */
  public static int mainNoExit(Console console, String... args) {
    LogFile.warningsOnly();
    return Commands.of(console).execute(args);
  }
}
