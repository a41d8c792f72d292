package dev.crossfade.server.api.listing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * By which field items are ordered.
 *
 * @param text as it was asked for
 */
record Order(String text, Field field, Direction direction) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)(?: (asc|desc))?");

  /** Which comes first. */
  enum Direction {
    ASCENDING,
    DESCENDING
  }

  /**
   * The order that is asked for.
   *
   * @param fields outermost fields that items have
   * @throws IllegalArgumentException with what is wrong, for people
   */
  static Order parse(String text, Set<String> fields) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("It is a field, with ' desc' behind it or not.");
    }
    Field field = Field.of(form.group(1));
    if (!fields.contains(field.path().get(0))) {
      throw new IllegalArgumentException(
          "It names no field of these items, which have " + String.join(", ", fields) + ".");
    }
    Direction direction = "desc".equals(form.group(2)) ? Direction.DESCENDING : Direction.ASCENDING;
    return new Order(form.group(1) + " " + direction, field, direction);
  }

  /** What an item is ordered by: a text that compares as its value does. */
  String key(JsonNode item) {
    JsonNode value = field.of(item);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }

  /**
   * What is absent, then numbers by value, then times by time, then all else as text. Only values
   * of the same kind are compared by what they are, so that any three of them have one order.
   */
  Comparator<String> keys() {
    Comparator<String> ascending = Order::compare;
    return direction == Direction.ASCENDING ? ascending : ascending.reversed();
  }

  private static int compare(String one, String other) {
    Kind kind = Kind.of(one);
    int kinds = kind.compareTo(Kind.of(other));
    if (kinds != 0) {
      return kinds;
    }
    return kind == Kind.NUMBER
        ? new BigDecimal(one).compareTo(new BigDecimal(other))
        : Condition.Values.compare(one, other);
  }

  /** What a value is, in the order in which they come. */
  private enum Kind {
    ABSENT,
    NUMBER,
    TIME,
    TEXT;

    static Kind of(String text) {
      if (text.isEmpty()) {
        return ABSENT;
      } else if (text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?")) {
        return NUMBER;
      }
      return Condition.Values.time(text).isPresent() ? TIME : TEXT;
    }
  }
}
