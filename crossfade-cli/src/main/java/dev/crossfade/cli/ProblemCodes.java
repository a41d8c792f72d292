package dev.crossfade.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All problem codes of all parts of the program, from the page that is generated from them. */
final class ProblemCodes {

  private static final String PAGE = "errors.md";
  private static final Pattern ROW =
      Pattern.compile("\\| `(CF-[0-9]{4})` \\| ([^|]+) \\| (.+) \\|");

  private ProblemCodes() {}

  /**
   * One code.
   *
   * @param text as it is printed
   * @param who has to act, in the words of the page
   * @param meaning a sentence
   */
  record Entry(String text, String who, String meaning) {

    /** What follows from it. */
    String acts() {
      return switch (who) {
        case "operator" -> "Something has to be changed: trying again unchanged fails again.";
        case "passes by itself" -> "Crossfade tries again by itself where a run is active.";
        case "row parked" -> "The row goes to quarantine, everything else flows.";
        default -> "Crossfade stops there, and a person decides.";
      };
    }
  }

  /** By number. */
  static List<Entry> all() {
    return page().lines().map(ROW::matcher).filter(Matcher::matches).map(ProblemCodes::of).toList();
  }

  private static Entry of(Matcher row) {
    return new Entry(row.group(1), row.group(2), row.group(3).replace("\\|", "|"));
  }

  private static String page() {
    try (InputStream in = Objects.requireNonNull(ProblemCodes.class.getResourceAsStream(PAGE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
