package dev.crossfade.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables for people. */
public final class Markdown {

  private Markdown() {}

  /** Title, method and table of a section; the charts lie beside it under the section's name. */
  public static String of(Section section) {
    StringBuilder text = new StringBuilder("## " + section.title() + "\n\n");
    text.append(section.method()).append("\n\n");
    if (!section.lines().isEmpty()) {
      table(section, text);
    }
    section.curves().forEach(curve -> points(curve, text));
    text.append(facts(section.facts()));
    return text.toString();
  }

  private static void table(Section section, StringBuilder text) {
    text.append("| who | seconds (median, spread) | ")
        .append(section.unit())
        .append("/s | ratio to ")
        .append(section.baseline())
        .append(" | CPU per unit, us | memory of the copying processes |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Line line : section.lines()) {
      text.append(row(line, section.limit()));
    }
    text.append('\n');
  }

  private static void points(Section.Curve curve, StringBuilder text) {
    StringBuilder xs = new StringBuilder("| " + curve.name() + ": " + curve.x() + " |");
    StringBuilder ys = new StringBuilder("| " + curve.y() + " |");
    StringBuilder rule = new StringBuilder("|---|");
    for (List<Double> point : curve.points()) {
      xs.append(String.format(Locale.ROOT, " %,.4g |", point.get(0)));
      ys.append(String.format(Locale.ROOT, " %,.2f |", point.get(1)));
      rule.append("---|");
    }
    text.append(xs).append('\n').append(rule).append('\n').append(ys).append("\n\n");
  }

  private static String row(Line line, double limit) {
    if (!line.measured()) {
      return "| "
          + cell(line.subject())
          + " | not measured: "
          + cell(line.remark())
          + " | | | | |\n";
    }
    List<Double> seconds = line.seconds();
    return String.format(
        Locale.ROOT,
        "| %s%s | %.2f (%.2f-%.2f) | %,.0f | %s | %s | %s |%n",
        cell(line.subject()),
        line.remark().isEmpty() ? "" : "; " + cell(line.remark()),
        seconds.get(seconds.size() / 2),
        seconds.get(0),
        seconds.get(seconds.size() - 1),
        line.perSecond(),
        limit > 0 ? String.format(Locale.ROOT, "%.2f", line.perSecond() / limit) : "",
        processor(line.microseconds()),
        line.peakBytes() == 0 ? "" : line.peakBytes() / (1024 * 1024) + " MiB");
  }

  private static String processor(Map<String, Double> microseconds) {
    if (microseconds.isEmpty()) {
      return "";
    }
    double sum = microseconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return String.format(Locale.ROOT, "**%.2f** ", sum)
        + microseconds.entrySet().stream()
            .map(each -> String.format(Locale.ROOT, "%s %.2f", each.getKey(), each.getValue()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String cell(String text) {
    return text.replace('\n', ' ').replace("|", "/");
  }

  private static String facts(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey() + ": " + fact.getValue())
        .collect(Collectors.joining("; ", "", ".\n"));
  }
}
