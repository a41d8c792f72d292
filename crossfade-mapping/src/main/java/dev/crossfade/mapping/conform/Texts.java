package dev.crossfade.mapping.conform;

import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.JsonValue;
import dev.crossfade.mapping.value.RowFailure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conversions of text and checks on it. */
final class Texts {

  static final Conversion JSON = value -> json((String) value);

  private Texts() {}

  static @Nullable Conversion conversion(LogicalType from, LogicalType to) {
    if (to instanceof LogicalType.Text text) {
      int limit = text.maxLength();
      return value -> sound((String) value, limit);
    }
    if (to instanceof LogicalType.FixedText fixed) {
      return value -> sound(unpadded((String) value), fixed.length());
    }
    return to instanceof LogicalType.Enumeration labels ? label(from, labels) : null;
  }

  private static Conversion label(LogicalType from, LogicalType.Enumeration to) {
    Set<String> labels = Set.copyOf(to.labels());
    if (from instanceof LogicalType.Enumeration source && labels.containsAll(source.labels())) {
      return Conversion.NONE;
    }
    return value -> {
      if (!labels.contains((String) value)) {
        throw new RowFailure(
            MappingProblem.UNKNOWN_LABEL, "the value is not one of the column's labels");
      }
      return value;
    };
  }

  private static String unpadded(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  /** Text that a target can store. {@code limit} in code points, 0 for none. */
  private static String sound(String text, int limit) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (unusual(text.charAt(i))) {
        return checked(text, limit);
      }
    }
    return limited(text, length, limit);
  }

  /** U+0000, half of a surrogate pair, or one of the few characters after those. */
  private static boolean unusual(char c) {
    return (char) (c - 1) >= Character.MIN_SURROGATE - 1;
  }

  private static String checked(String text, int limit) {
    int surrogates = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new RowFailure(MappingProblem.TEXT_WITH_NUL, "the text contains U+0000");
      }
      surrogates += Character.isSurrogate(c) ? 1 : 0;
    }
    if (surrogates > 0) {
      requirePairs(text);
    }
    return limited(text, text.length() - surrogates / 2, limit);
  }

  private static String limited(String text, int length, int limit) {
    if (limit > 0 && length > limit) {
      throw new RowFailure(
          MappingProblem.TEXT_TOO_LONG, "the text is longer than " + limit + " characters");
    }
    return text;
  }

  private static void requirePairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new RowFailure(
            MappingProblem.INVALID_TEXT, "the text contains half of a surrogate pair");
      }
    }
  }

  private static String json(String text) {
    if (!JsonValue.valid(text)) {
      throw new RowFailure(MappingProblem.INVALID_JSON, "the text is not valid JSON");
    }
    if (text.indexOf('\0') >= 0 || text.contains("\\u0000")) {
      throw new RowFailure(MappingProblem.TEXT_WITH_NUL, "the JSON contains U+0000");
    }
    return text;
  }
}
