package dev.crossfade.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/performance.md}: text written by hand, with figures between {@code <!-- figures: ID
 * -->} and {@code <!-- end -->} that are put there from results.
 */
public final class Document {

  private static final Pattern FIGURES =
      Pattern.compile("<!-- figures: ([a-z-]+) -->\n.*?<!-- end -->", Pattern.DOTALL);

  private Document() {}

  /**
   * Puts the results of a folder into the document, and their charts beside it. What was not
   * measured again keeps the figures it has.
   */
  public static void update(Path document, Path results) throws IOException {
    Path charts = Files.createDirectories(document.resolveSibling("performance"));
    Matcher places = FIGURES.matcher(Files.readString(document));
    StringBuilder text = new StringBuilder();
    while (places.find()) {
      String id = places.group(1);
      Path result = results.resolve(id + ".json");
      String figures = places.group();
      if (Files.exists(result)) {
        String chart = id + ".svg";
        Files.copy(
            results.resolve(chart), charts.resolve(chart), StandardCopyOption.REPLACE_EXISTING);
        figures = figures(id, ResultFiles.read(result));
      }
      places.appendReplacement(text, Matcher.quoteReplacement(figures));
    }
    places.appendTail(text);
    Files.writeString(document, text.toString());
  }

  private static String figures(String id, Section section) {
    String text = Markdown.of(section);
    return "<!-- figures: "
        + id
        + " -->\n"
        + text.substring(text.indexOf('\n') + 2)
        + "\n![chart](performance/"
        + id
        + ".svg)\n\nMade by `bench/run "
        + id
        + "`.\n<!-- end -->";
  }
}
