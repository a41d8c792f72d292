package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.spec.Severity;
import dev.crossfade.server.output.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Code Quality JSON of GitLab. */
final class CodeQualityReport {

  private CodeQualityReport() {}

  static String of(CheckReport report) {
    return Json.text(report.open().stream().map(check -> issue(report, check)).toList()) + "\n";
  }

  private static Object issue(CheckReport report, Check check) {
    Place place = report.place(check);
    Map<String, Object> issue = new LinkedHashMap<>();
    issue.put("description", check.id() + ": " + CheckReport.sentence(report.result(check)));
    issue.put("check_name", "crossfade/" + check.kind().text());
    issue.put("fingerprint", fingerprint(report.migration() + ":" + check.id()));
    issue.put("severity", check.severity() == Severity.ERROR ? "critical" : "minor");
    issue.put("location", Map.of("path", place.file(), "lines", Map.of("begin", place.line())));
    return issue;
  }

  private static String fingerprint(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
