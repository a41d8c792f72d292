package dev.crossfade.server.command;

import dev.crossfade.server.check.CheckReport;
import dev.crossfade.server.check.ReportFiles;
import dev.crossfade.server.check.ReportFiles.Form;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where reports on checks go. */
final class ReportOptions {
  @Option(names = "--html", paramLabel = "FILE", description = "One page with charts, for mail.")
  private @Nullable Path html;

  @Option(names = "--junit", paramLabel = "FILE", description = "JUnit XML.")
  private @Nullable Path junit;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Markdown for a pull request or job summary.")
  private @Nullable Path markdown;

  @Option(names = "--sarif", paramLabel = "FILE", description = "SARIF 2.1.0 for GitHub.")
  private @Nullable Path sarif;

  @Option(
      names = {"--gitlab", "--gitlab-codequality"},
      paramLabel = "FILE",
      description = "Code Quality JSON for GitLab.")
  private @Nullable Path gitlab;

  @Option(names = "--json", paramLabel = "FILE", description = "Everything, as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--show-values",
      description = "Shows keys and values of rows, which are masked otherwise.")
  private boolean values;

  CheckReport.Masking masking() {
    return values ? CheckReport.Masking.SHOWN : CheckReport.Masking.MASKED;
  }

  /** The files; refused at once where one cannot be written. */
  ReportFiles files() {
    ReportFiles files = new ReportFiles();
    add(files, Form.HTML, html);
    add(files, Form.JUNIT, junit);
    add(files, Form.MARKDOWN, markdown);
    add(files, Form.SARIF, sarif);
    add(files, Form.GITLAB, gitlab);
    add(files, Form.JSON, json);
    files.expect();
    return files;
  }

  private static void add(ReportFiles files, Form form, @Nullable Path file) {
    if (file != null) {
      files.add(form, file);
    }
  }
}
