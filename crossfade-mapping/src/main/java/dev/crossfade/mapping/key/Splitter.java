package dev.crossfade.mapping.key;

import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes joined text apart: from both ends as far as the end of each part is certain, and one part
 * may be left over in between. Immutable and thread-safe.
 */
public final class Splitter {

  private final List<Part> parts;
  private final int left;
  private final int right;

  private Splitter(List<Part> parts, int left, int right) {
    this.parts = parts;
    this.left = left;
    this.right = right;
  }

  /** For these parts; null when texts of them can be taken apart in more than one way. */
  public static @Nullable Splitter of(List<Part> parts) {
    int left = 0;
    int right = parts.size();
    while (left < right && Seams.endIsCertain(parts, left)) {
      left++;
    }
    while (left < right && Seams.startIsCertain(parts, right - 1)) {
      right--;
    }
    return right - left > 1 ? null : new Splitter(List.copyOf(parts), left, right);
  }

  /**
   * The text of each part.
   *
   * @throws RowFailure when the text does not consist of such parts
   */
  public String[] split(String text) {
    String[] texts = new String[parts.size()];
    int from = 0;
    for (int i = 0; i < left; i++) {
      int end = end(text, from, i);
      texts[i] = text.substring(from, end);
      from = end;
    }
    int to = text.length();
    for (int i = parts.size() - 1; i >= right; i--) {
      int start = start(text, from, to, i);
      texts[i] = text.substring(start, to);
      to = start;
    }
    if (left < right) {
      texts[left] = text.substring(from, to);
    } else if (from != to) {
      throw refused();
    }
    return texts;
  }

  private int end(String text, int from, int part) {
    int length = length(parts.get(part));
    if (length < 0) {
      Letters letters = ((Part.Value) parts.get(part)).letters();
      int end = from;
      while (end < text.length() && letters.may(text.charAt(end))) {
        end++;
      }
      return end;
    }
    if (from + length > text.length()
        || !fits(parts.get(part), text.substring(from, from + length))) {
      throw refused();
    }
    return from + length;
  }

  private int start(String text, int from, int to, int part) {
    int length = length(parts.get(part));
    if (length < 0) {
      Letters letters = ((Part.Value) parts.get(part)).letters();
      int start = to;
      while (start > from && letters.may(text.charAt(start - 1))) {
        start--;
      }
      return start;
    }
    if (to - length < from || !fits(parts.get(part), text.substring(to - length, to))) {
      throw refused();
    }
    return to - length;
  }

  /** Of literals and of values that always have the same length; else negative. */
  private static int length(Part part) {
    if (part instanceof Part.Literal literal) {
      return literal.text().length();
    }
    int length = ((Part.Value) part).letters().length();
    return length == 0 ? -1 : length;
  }

  private static boolean fits(Part part, String text) {
    return !(part instanceof Part.Literal literal) || literal.text().equals(text);
  }

  private static RowFailure refused() {
    return new RowFailure(
        MappingProblem.NOT_RESTORED, "the text does not have the parts that it is joined from");
  }
}
