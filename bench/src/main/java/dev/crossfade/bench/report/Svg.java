package dev.crossfade.bench.report;

import java.util.Locale;

/** Pieces of a drawing. */
final class Svg {

  private Svg() {}

  static String open(int width, int height) {
    return String.format(
        Locale.ROOT,
        "<svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%2$d' viewBox='0 0 %1$d"
            + " %2$d' font-family='sans-serif' font-size='12'>%n<rect width='%1$d' height='%2$d'"
            + " fill='#ffffff'/>%n",
        width,
        height);
  }

  static String text(double x, double y, String anchor, boolean bold, String text) {
    return String.format(
        Locale.ROOT,
        "<text x='%.1f' y='%.1f' text-anchor='%s'%s fill='#1f2328'>%s</text>%n",
        x,
        y,
        anchor,
        bold ? " font-weight='bold'" : "",
        text.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
