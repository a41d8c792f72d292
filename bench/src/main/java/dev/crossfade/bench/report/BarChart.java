package dev.crossfade.bench.report;

import java.util.List;
import java.util.Locale;

/** Horizontal bars as SVG, one per measured line. */
public final class BarChart {

  private static final int ROW = 26;
  private static final int LABELS = 330;
  private static final int BARS = 380;

  private BarChart() {}

  /** Draws units per second of all measured lines. */
  public static String of(Section section) {
    List<Line> lines = section.lines().stream().filter(Line::measured).toList();
    double most = lines.stream().mapToDouble(Line::perSecond).max().orElse(1);
    int height = 44 + ROW * lines.size();
    StringBuilder svg = new StringBuilder(Svg.open(LABELS + BARS + 110, height));
    svg.append(Svg.text(8, 22, "start", true, section.title() + ", " + section.unit() + "/s"));
    for (int i = 0; i < lines.size(); i++) {
      bar(svg, lines.get(i), 36 + ROW * i, most);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, Line line, int y, double most) {
    double width = BARS * line.perSecond() / most;
    String colour = line.subject().startsWith("Crossfade") ? "#1f6feb" : "#9aa4b2";
    svg.append(Svg.text(LABELS - 8, y + 15, "end", false, line.subject()));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x='%d' y='%d' width='%.1f' height='18' fill='%s'/>%n",
            LABELS,
            y + 1,
            width,
            colour));
    svg.append(
        Svg.text(
            LABELS + width + 6,
            y + 15,
            "start",
            false,
            String.format(Locale.ROOT, "%,.0f", line.perSecond())));
  }
}
