package dev.crossfade.server.api.listing;

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

  /** Numbers by value, times by time, all else as text. */
  Comparator<String> keys() {
    Comparator<String> ascending = Order::compare;
    return direction == Direction.ASCENDING ? ascending : ascending.reversed();
  }

  private static int compare(String one, String other) {
    boolean numbers = number(one) && number(other);
    return numbers
        ? new java.math.BigDecimal(one).compareTo(new java.math.BigDecimal(other))
        : Condition.Values.compare(one, other);
  }

  private static boolean number(String text) {
    return text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  }
}
