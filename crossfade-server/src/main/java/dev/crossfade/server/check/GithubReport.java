package dev.crossfade.server.check;

import dev.crossfade.core.check.Check;
import dev.crossfade.core.spec.Severity;
import java.util.ArrayList;
import java.util.List;

/** Workflow commands of GitHub: annotations at lines of the specification, the gravest first. */
public final class GithubReport {

  /** GitHub shows so many of each kind in a step. */
  private static final int SHOWN = 9;

  private GithubReport() {}

  /** The commands, one line each. */
  public static List<String> of(CheckReport report) {
    List<String> lines = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      List<Check> open =
          report.open().stream().filter(check -> check.severity() == severity).toList();
      open.stream().limit(SHOWN).forEach(check -> lines.add(line(report, check)));
      if (open.size() > SHOWN) {
        lines.add(
            "::%s::%s"
                .formatted(
                    CheckReport.word(severity),
                    Markup.command("and %d more".formatted(open.size() - SHOWN))));
      }
    }
    return lines;
  }

  private static String line(CheckReport report, Check check) {
    Place place = report.place(check);
    String where = "file=" + Markup.property(place.file()) + ",line=" + place.line();
    return "::%s %s,title=%s::%s"
        .formatted(
            CheckReport.word(check.severity()),
            where,
            Markup.property(check.id() + " " + report.result(check).state()),
            Markup.command(CheckReport.sentence(report.result(check))));
  }
}
