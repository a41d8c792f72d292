package dev.crossfade.server.check;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;

/** Writes reports where the user asked for them. */
public final class ReportFiles {

  private final Map<Form, Path> files = new EnumMap<>(Form.class);

  /** The forms of a report. */
  public enum Form {
    HTML,
    JUNIT,
    MARKDOWN,
    SARIF,
    GITLAB,
    JSON
  }

  /** One more report. */
  public void add(Form form, Path file) {
    files.put(form, file);
  }

  /** Whether none is asked for. */
  public boolean empty() {
    return files.isEmpty();
  }

  /** Refuses early what could not be written at the end. */
  public void expect() {
    for (Path file : files.values()) {
      Path folder = folder(file);
      if (!Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(file)) {
        throw problem(file, "Its folder does not exist or cannot be written, or it is a folder.")
            .raise();
      }
    }
  }

  /** Writes all of them, each whole or not at all. */
  public void write(CheckReport report) {
    files.forEach((form, file) -> write(file, text(form, report)));
  }

  private static String text(Form form, CheckReport report) {
    return switch (form) {
      case HTML -> HtmlReport.of(report);
      case JUNIT -> JUnitReport.of(report);
      case MARKDOWN -> MarkdownReport.of(report);
      case SARIF -> SarifReport.of(report);
      case GITLAB -> CodeQualityReport.of(report);
      case JSON -> Json.text(CheckDocuments.report(report)) + "\n";
    };
  }

  private static void write(Path file, String text) {
    Path next = folder(file).resolve(file.getFileName() + ".next");
    try {
      Files.writeString(next, text);
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
        "Choose another file, or create the folder.");
  }
}
