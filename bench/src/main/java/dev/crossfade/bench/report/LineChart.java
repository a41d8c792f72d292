package dev.crossfade.bench.report;

import java.util.List;
import java.util.Locale;

/** Curves as SVG, both axes from zero. */
public final class LineChart {

  private static final int LEFT = 80;
  private static final int TOP = 40;
  private static final int WIDTH = 560;
  private static final int HEIGHT = 280;
  private static final List<String> COLOURS = List.of("#1f6feb", "#d1242f", "#1a7f37", "#9a6700");

  private LineChart() {}

  /** Draws all curves of a section. */
  public static String of(Section section) {
    double right = most(section, 0);
    double top = most(section, 1);
    StringBuilder svg = new StringBuilder(Svg.open(LEFT + WIDTH + 40, TOP + HEIGHT + 60));
    svg.append(Svg.text(8, 22, "start", true, section.title()));
    axes(svg, section.curves().get(0), right, top);
    for (int i = 0; i < section.curves().size(); i++) {
      curve(svg, section.curves().get(i), COLOURS.get(i % COLOURS.size()), right, top);
      svg.append(
          "<rect x='"
              + (LEFT + 12)
              + "' y='"
              + (TOP + 6 + 18 * i)
              + "' width='12' height='12'"
              + " fill='"
              + COLOURS.get(i % COLOURS.size())
              + "'/>\n");
      svg.append(
          Svg.text(LEFT + 30, TOP + 17 + 18 * i, "start", false, section.curves().get(i).name()));
    }
    return svg.append("</svg>\n").toString();
  }

  private static double most(Section section, int axis) {
    return section.curves().stream()
        .flatMap(curve -> curve.points().stream())
        .mapToDouble(point -> point.get(axis))
        .max()
        .orElse(1);
  }

  private static void axes(StringBuilder svg, Section.Curve curve, double right, double top) {
    svg.append(
        "<path d='M"
            + LEFT
            + " "
            + TOP
            + "v"
            + HEIGHT
            + "h"
            + WIDTH
            + "' fill='none' stroke='#57606a'/>\n");
    for (int i = 0; i <= 4; i++) {
      int x = LEFT + WIDTH * i / 4;
      int y = TOP + HEIGHT - HEIGHT * i / 4;
      svg.append(Svg.text(x, TOP + HEIGHT + 18, "middle", false, number(right * i / 4)));
      svg.append(Svg.text(LEFT - 8, y + 4, "end", false, number(top * i / 4)));
    }
    svg.append(Svg.text(LEFT + WIDTH / 2.0, TOP + HEIGHT + 42, "middle", false, curve.x()));
    svg.append(Svg.text(8, TOP - 6, "start", false, curve.y()));
  }

  private static String number(double value) {
    return value >= 100 || value == 0
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2g", value);
  }

  private static void curve(
      StringBuilder svg, Section.Curve curve, String colour, double right, double top) {
    StringBuilder points = new StringBuilder();
    for (List<Double> point : curve.points()) {
      double x = LEFT + WIDTH * point.get(0) / right;
      double y = TOP + HEIGHT - HEIGHT * point.get(1) / top;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      svg.append(
          String.format(
              Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>%n", x, y, colour));
    }
    svg.append(
        "<polyline points='"
            + points
            + "' fill='none' stroke='"
            + colour
            + "' stroke-width='2'/>\n");
  }
}
