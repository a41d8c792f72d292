package dev.crossfade.bench.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs programs and keeps what they say in a log. */
public final class Shell {

  private final Path log;

  /** What programs say is appended to a file. */
  public Shell(Path log) {
    this.log = log;
  }

  /** The program's file on the search path or in a folder of Debian's, or empty text. */
  public static String find(String program) {
    String path = System.getenv("PATH") + ":/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin";
    for (String folder : path.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return Path.of(folder, program).toString();
      }
    }
    return "";
  }

  /** Whether a program is installed. */
  public static boolean has(String program) {
    return !find(program).isEmpty();
  }

  /** Runs it and fails unless it ends with 0. */
  public void run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    int code = code(environment, command);
    if (code != 0) {
      throw new IOException(
          command[0] + " ended with " + code + "; its last words: " + lastWords());
    }
  }

  /** Runs a line of bash, of which every part must succeed. */
  public void bash(Map<String, String> environment, String line)
      throws IOException, InterruptedException {
    run(environment, "bash", "-c", "set -o pipefail; " + line);
  }

  /** Runs it and returns its exit code. */
  public int code(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return start(environment, List.of(command)).waitFor();
  }

  /** Starts it; the caller ends it. */
  public Process start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
  }
}
