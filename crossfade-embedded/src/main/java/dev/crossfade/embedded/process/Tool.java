package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.EmbeddedProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that run to their end, such as the one that creates a data folder. */
public final class Tool {

  private Tool() {}

  /** The program's absolute path, looked up as a shell would, then in the usual places. */
  public static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(":")), Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a command with its output appended to {@code log}.
   *
   * @param name for people, for example {@code initdb}
   * @throws dev.crossfade.core.problem.ProblemException START_FAILED with the end of the log when
   *     it fails
   */
  public static void run(String name, List<String> command, Path log) throws IOException {
    long from = Files.exists(log) ? Files.size(log) : 0;
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.directory(Path.of("/").toFile());
    Process process = builder.start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw Problem.of(
                EmbeddedProblem.START_FAILED,
                name + " ended with code " + code + ".",
                "Its last words:\n" + LogTail.of(log, from),
                "See " + log + "; often the disk is full or a folder may not be read.")
            .raise();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw Interrupted.during(name);
    }
  }
}
