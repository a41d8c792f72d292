package dev.crossfade.server.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.report.ReportFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the report of a command, however the command ended. */
public final class ReportEnd {
  /** The reason of a command that was asked to stop. */
  public static final String STOPPED = "stopped";

  private ReportEnd() {}

  /** Writes the report of what was proven, if a report was asked for. */
  public static void proven(ReportBuilder report, @Nullable Path file) {
    write(report, file, true);
  }

  /** Writes the report of what was not proven, if a report was asked for. */
  public static void notProven(ReportBuilder report, @Nullable Path file) {
    write(report, file, false);
  }

  /** Writes why a command ended early; what ended it remains what the user is told. */
  public static void failed(
      ReportBuilder report, @Nullable Path file, Exception cause, Stopping stopping) {
    report.reasons(stopping.asked() ? List.of(STOPPED) : reasons(cause));
    try {
      notProven(report, file);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** A problem as a reason: its code and what it says. */
  public static String reason(Problem problem) {
    return problem.code().text() + ": " + problem.what();
  }

  private static List<String> reasons(Exception cause) {
    if (cause instanceof InterruptedException) {
      return List.of(STOPPED);
    }
    return cause instanceof ProblemException known
        ? known.problems().stream().map(ReportEnd::reason).toList()
        : List.of("ended by " + cause.getClass().getSimpleName());
  }

  /** An interruption would break off the writing, so it is put aside meanwhile. */
  private static void write(ReportBuilder report, @Nullable Path file, boolean proven) {
    if (file == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      ReportFile.write(report.build(proven, Clock.systemUTC().instant()), file);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
