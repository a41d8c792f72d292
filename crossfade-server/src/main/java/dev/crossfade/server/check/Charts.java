package dev.crossfade.server.check;

import dev.crossfade.core.check.CheckState;
import dev.crossfade.core.check.Measure;
import java.util.List;
import java.util.Locale;

/** Small pictures as SVG, drawn without any script. */
final class Charts {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 120;
  private static final int PAD = 6;
  private static final int MOST = 120;

  private Charts() {}

  /** Both sides of some figures: a grey bar behind for the sources, a narrow one for production. */
  static String bars(List<Measure> all) {
    List<Measure> measures = all.subList(Math.max(0, all.size() - MOST), all.size());
    double highest =
        measures.stream()
            .mapToDouble(
                each -> Math.max(each.expected().doubleValue(), each.observed().doubleValue()))
            .max()
            .orElse(0);
    if (highest <= 0) {
      return "";
    }
    double step = (WIDTH - 2.0 * PAD) / measures.size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg class=\"bars\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"expected and observed\">"
            .formatted(WIDTH, HEIGHT));
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      double x = PAD + i * step;
      svg.append("<g><title>").append(Markup.xml(words(measure))).append("</title>");
      svg.append(bar("exp", x, step * 0.86, measure.expected().doubleValue() / highest));
      String state = measure.within() ? "obs" : "bad";
      double narrow = step * 0.43;
      svg.append(bar(state, x + narrow / 2, narrow, measure.observed().doubleValue() / highest));
      if (!measure.within()) {
        svg.append(
            "<rect class=\"mark\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"3\"/>"
                .formatted(number(x), HEIGHT - 3, number(Math.max(1, step * 0.86))));
      }
      svg.append("</g>");
    }
    return svg.append("</svg>").toString();
  }

  static String words(Measure measure) {
    return "%s: %s, expected %s"
        .formatted(
            measure.label(),
            measure.observed().toPlainString(),
            measure.expected().toPlainString());
  }

  private static String bar(String kind, double x, double width, double share) {
    double height = Math.max(0, share) * (HEIGHT - 2.0 * PAD);
    return "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
        .formatted(
            kind,
            number(x),
            number(HEIGHT - PAD - height),
            number(Math.max(0.5, width)),
            number(height));
  }

  /** The states of a check over time, oldest left. */
  static String states(List<CheckState> states) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg class=\"history\" width=\"%d\" height=\"14\" role=\"img\" aria-label=\"history\">"
            .formatted(Math.max(1, states.size()) * 8));
    for (int i = 0; i < states.size(); i++) {
      CheckState state = states.get(i);
      svg.append(
          "<rect class=\"%s\" x=\"%d\" y=\"1\" width=\"6\" height=\"12\"><title>%s</title></rect>"
              .formatted(state.name().toLowerCase(Locale.ROOT), i * 8, state));
    }
    return svg.append("</svg>").toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
