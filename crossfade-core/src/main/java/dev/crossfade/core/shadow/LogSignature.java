package dev.crossfade.core.shadow;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of a log says, without what is different each time: times, numbers, ids, addresses
 * and whatever is in quotes. Two lines of one cause have one signature, also of two programs that
 * write other headers. Never a value that stands in quotes or has a digit.
 */
public final class LogSignature {

  private static final int LONGEST_LINE = 2_000;
  private static final int LONGEST = 160;

  private static final Pattern ERROR =
      Pattern.compile(
          "\\b(error|fatal|panic|severe|critical|crit|alert|emerg|\\w*exception|\\w*error)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern WINDOW =
      Pattern.compile("\\b(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d):(\\d)\\d");

  private record Mask(Pattern pattern, String with) {}

  private static final List<Mask> MASKS =
      List.of(
          mask("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`|«[^»]*»|“[^”]*”", "?"),
          mask("\"[^\"]*$|(?<=[\\s=(])'[^']*$", "?"),
          mask(
              "\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d([.,]\\d+)?)?(\\s*(Z|UTC|[+-]\\d\\d:?\\d\\d))?",
              "#"),
          mask("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+", "?"),
          mask("\\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", "#"),
          mask("\\b0x[0-9a-fA-F]+\\b", "#"),
          mask("\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,}\\b", "#"),
          mask("[\\w+/=-]{32,}", "#"),
          mask("\\S*\\d\\S*", "#"),
          mask("[\\p{Cntrl}\\s]+", " "),
          mask("(# ?)+(?=#)|(?<=#)( ?#)+", ""));

  private LogSignature() {}

  private static Mask mask(String pattern, String with) {
    return new Mask(Pattern.compile(pattern), with);
  }

  /** Whether a line tells of an error, and is not the continuation of another one. */
  public static boolean tells(String line) {
    return !line.isEmpty()
        && !Character.isWhitespace(line.charAt(0))
        && !line.startsWith("Caused by:")
        && ERROR.matcher(shortened(line)).find();
  }

  /** The signature of a line. */
  public static String of(String line) {
    String text = shortened(line);
    for (Mask mask : MASKS) {
      text = mask.pattern().matcher(text).replaceAll(mask.with());
    }
    text = text.strip();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** The ten minutes in which a line was written, as it says itself; empty when it does not. */
  public static String window(String line) {
    Matcher time = WINDOW.matcher(shortened(line));
    return time.find() ? time.group(1) + "T" + time.group(2) + ":" + time.group(3) + "0" : "";
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE);
  }
}
