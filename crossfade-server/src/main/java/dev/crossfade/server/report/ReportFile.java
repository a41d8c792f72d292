package dev.crossfade.server.report;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a report where the user asked for it. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Refuses early what could not be written at the end of a long run, and deletes the report of an
   * earlier one: what is there at the end is about this run.
   */
  public static void expectAt(Path file) {
    Path folder = folder(file);
    if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
      throw problem(file, "Its folder does not exist or cannot be written, or it is a folder.")
          .raise();
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw problem(file, "What is there cannot be deleted: " + e.getMessage()).raise(e);
    }
  }

  /** Writes the whole report or, on failure, leaves what was there. */
  public static void write(Report report, Path file) {
    Path next = folder(file).resolve(file.getFileName() + ".next");
    try {
      Files.writeString(next, Json.text(report) + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw problem(file, String.valueOf(e.getMessage())).raise(e);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static Problem problem(Path file, String why) {
    return Problem.of(
        ServerProblem.FILE_NOT_WRITABLE,
        "The report " + file + " cannot be written.",
        why,
        "Choose another file with --report, or create the folder.");
  }
}
