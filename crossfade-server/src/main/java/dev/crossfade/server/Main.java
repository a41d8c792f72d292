package dev.crossfade.server;

import dev.crossfade.server.command.Commands;
import dev.crossfade.server.command.Exit;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.output.Console;
import sun.misc.Signal;

/** Entry point of the run modes. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    endAlikeOnTerm();
    System.exit(mainNoExit(args));
  }

  /** SIGTERM ends a command as Ctrl-C does: in order, and with the same exit code. */
  private static void endAlikeOnTerm() {
    try {
      Signal.handle(new Signal("TERM"), signal -> System.exit(Exit.INTERRUPTED.code()));
    } catch (IllegalArgumentException e) {
      // the JVM was told to leave signals alone
    }
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
