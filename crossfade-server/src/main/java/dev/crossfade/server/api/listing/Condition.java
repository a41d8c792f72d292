package dev.crossfade.server.api.listing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What an item has to be like. */
sealed interface Condition {

  boolean holds(JsonNode item);

  /**
   * Whether an item can still be what is wanted of which only some fields are known.
   *
   * @param known outermost fields that are as they will be; of others nothing is said
   */
  Truth early(JsonNode item, Set<String> known);

  /** What is known of a statement. */
  enum Truth {
    NO,
    UNKNOWN,
    YES;

    static Truth of(boolean holds) {
      return holds ? YES : NO;
    }

    Truth not() {
      return switch (this) {
        case NO -> YES;
        case UNKNOWN -> UNKNOWN;
        case YES -> NO;
      };
    }
  }

  private static Truth early(Condition part, Field field, JsonNode item, Set<String> known) {
    return known.contains(field.path().get(0)) ? Truth.of(part.holds(item)) : Truth.UNKNOWN;
  }

  /** All of them. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(JsonNode item) {
      return parts.stream().allMatch(part -> part.holds(item));
    }

    @Override
    public Truth early(JsonNode item, Set<String> known) {
      return parts.stream()
          .map(part -> part.early(item, known))
          .min(java.util.Comparator.naturalOrder())
          .orElse(Truth.YES);
    }
  }

  /** One of them at least. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(JsonNode item) {
      return parts.stream().anyMatch(part -> part.holds(item));
    }

    @Override
    public Truth early(JsonNode item, Set<String> known) {
      return parts.stream()
          .map(part -> part.early(item, known))
          .max(java.util.Comparator.naturalOrder())
          .orElse(Truth.NO);
    }
  }

  /** Not so. */
  record Not(Condition part) implements Condition {
    @Override
    public boolean holds(JsonNode item) {
      return !part.holds(item);
    }

    @Override
    public Truth early(JsonNode item, Set<String> known) {
      return part.early(item, known).not();
    }
  }

  /** How two values are compared. */
  enum Comparator {
    EQUAL("=="),
    UNEQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    MORE(">");

    private final String sign;

    Comparator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /**
   * A field beside a literal. What is not there is null, and neither less nor more than anything.
   */
  record Compared(Field field, Comparator how, Literal literal) implements Condition {
    @Override
    public boolean holds(JsonNode item) {
      JsonNode value = field.of(item);
      if (how == Comparator.EQUAL || how == Comparator.UNEQUAL) {
        return literal.equalTo(value) == (how == Comparator.EQUAL);
      }
      return literal.order(value).filter(this::fits).isPresent();
    }

    @Override
    public Truth early(JsonNode item, Set<String> known) {
      return Condition.early(this, field, item, known);
    }

    /**
     * @param order of the field's value beside the literal
     */
    private boolean fits(int order) {
      return switch (how) {
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case MORE -> order > 0;
        case AT_LEAST -> order >= 0;
        case EQUAL, UNEQUAL -> false;
      };
    }
  }

  /** What can be asked of a text. */
  enum Question {
    STARTS_WITH("startsWith"),
    ENDS_WITH("endsWith"),
    CONTAINS("contains");

    private final String word;

    Question(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Something asked of a field that is a text. */
  record Asked(Field field, Question question, String part) implements Condition {
    @Override
    public boolean holds(JsonNode item) {
      JsonNode value = field.of(item);
      if (!value.isString()) {
        return false;
      }
      String text = value.asString();
      return switch (question) {
        case STARTS_WITH -> text.startsWith(part);
        case ENDS_WITH -> text.endsWith(part);
        case CONTAINS -> text.contains(part);
      };
    }

    @Override
    public Truth early(JsonNode item, Set<String> known) {
      return Condition.early(this, field, item, known);
    }
  }

  /** A literal that is in a field that is a list. */
  record In(Literal literal, Field field) implements Condition {
    @Override
    public boolean holds(JsonNode item) {
      for (JsonNode one : field.of(item)) {
        if (literal.equalTo(one)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Truth early(JsonNode item, Set<String> known) {
      return Condition.early(this, field, item, known);
    }
  }

  /** A text, number, truth value or null. */
  record Literal(Optional<Object> value) {

    boolean equalTo(JsonNode other) {
      if (value.isEmpty()) {
        return other.isNull() || other.isMissingNode();
      }
      Object here = value.get();
      if (here instanceof Boolean truth) {
        return other.isBoolean() && other.asBoolean() == truth;
      }
      return order(other).filter(order -> order == 0).isPresent();
    }

    /** How the other value is beside this one; empty when they cannot be compared. */
    Optional<Integer> order(JsonNode other) {
      Object here = value.orElse("");
      if (here instanceof BigDecimal number && other.isNumber()) {
        return Optional.of(other.decimalValue().compareTo(number));
      }
      if (here instanceof String text && value.isPresent() && other.isString()) {
        return Optional.of(Values.compare(other.asString(), text));
      }
      return Optional.empty();
    }
  }

  /** Texts, and times among them. */
  final class Values {

    private Values() {}

    static int compare(String one, String other) {
      Optional<Instant> time = time(one);
      Optional<Instant> otherTime = time.isEmpty() ? time : time(other);
      return otherTime.isPresent() ? time.get().compareTo(otherTime.get()) : one.compareTo(other);
    }

    static Optional<Instant> time(String text) {
      if (text.length() < 20 || text.charAt(4) != '-' || !text.endsWith("Z")) {
        return Optional.empty();
      }
      try {
        return Optional.of(Instant.parse(text));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}
