package dev.crossfade.server.output;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command prints. Data goes to {@link #out}, everything else to {@link #err}. Thread-safe
 * as far as the streams are.
 *
 * @param out standard output: results only
 * @param err standard error: progress, problems, hints
 * @param environment the process's environment variables
 * @param terminal whether a person watches {@code err}
 */
public record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, boolean terminal) {
  public Console {
    environment = Map.copyOf(environment);
  }

  /** The console of this process. */
  public static Console ofProcess() {
    return new Console(System.out, System.err, System.getenv(), System.console() != null);
  }

  /** Whether colours are wanted: a terminal, and neither {@code NO_COLOR} nor a dumb one. */
  public boolean colourful() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Paints text in one of the few colours, or leaves it as it is. */
  public String paint(Ink ink, String text) {
    return colourful() ? ink.start() + text + Ink.END : text;
  }

  /** Says one line to the person watching. */
  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
