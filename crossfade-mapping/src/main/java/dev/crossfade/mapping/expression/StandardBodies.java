package dev.crossfade.mapping.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.values.NullValue;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** CEL's own operators on CEL's own types, by overload id, with CEL's results. */
final class StandardBodies {

  private static final Map<String, Overload.Body> BODIES = new StandardBodies().bodies;

  private final Map<String, Overload.Body> bodies = new HashMap<>();

  private StandardBodies() {
    integers();
    doubles();
    comparisons("less", c -> c < 0);
    comparisons("less_equals", c -> c <= 0);
    comparisons("greater", c -> c > 0);
    comparisons("greater_equals", c -> c >= 0);
    texts();
    bodies.put("equals", a -> same(a[0], a[1]));
    bodies.put("not_equals", a -> !same(a[0], a[1]));
    strict("logical_not", a -> !(Boolean) operand(a[0]));
    strict("size_list", a -> (long) ((List<?>) operand(a[0])).size());
    strict("in_list", a -> contains((List<?>) operand(a[1]), a[0]));
  }

  static Overload.@Nullable Body of(String overloadId) {
    return BODIES.get(overloadId);
  }

  private void integers() {
    integer("add_int64", Math::addExact);
    integer("subtract_int64", Math::subtractExact);
    integer("multiply_int64", Math::multiplyExact);
    integer("divide_int64", StandardBodies::divided);
    integer("modulo_int64", (a, b) -> b == 0 ? divided(a, b) : b == -1 ? 0 : a % b);
    strict("negate_int64", a -> checked(() -> Math.negateExact((Long) operand(a[0]))));
    strict("int64_to_double", a -> ((Long) operand(a[0])).doubleValue());
  }

  private void integer(String id, LongBinaryOperator operator) {
    strict(
        id, a -> checked(() -> operator.applyAsLong((Long) operand(a[0]), (Long) operand(a[1]))));
  }

  private static long divided(long a, long b) {
    if (b == 0) {
      throw new RowFailure(MappingProblem.DIVISION_BY_ZERO, "division by zero");
    }
    if (a == Long.MIN_VALUE && b == -1) {
      throw new ArithmeticException("overflow");
    }
    return a / b;
  }

  private static long checked(LongSupplier computation) {
    try {
      return computation.getAsLong();
    } catch (ArithmeticException e) {
      throw new RowFailure(MappingProblem.INTEGER_OUT_OF_RANGE, "the result is outside int64");
    }
  }

  private void doubles() {
    real("add_double", Double::sum);
    real("subtract_double", (a, b) -> a - b);
    real("multiply_double", (a, b) -> a * b);
    real("divide_double", (a, b) -> a / b);
    strict("negate_double", a -> -(Double) operand(a[0]));
  }

  private void real(String id, DoubleBinaryOperator operator) {
    strict(id, a -> operator.applyAsDouble((Double) operand(a[0]), (Double) operand(a[1])));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the overload fixes the class of both operands
  private void comparisons(String name, IntPredicate test) {
    for (String type : List.of("_int64", "_string", "_timestamp")) {
      strict(name + type, a -> test.test(((Comparable) operand(a[0])).compareTo(operand(a[1]))));
    }
    strict(name + "_double", a -> real(test, (Double) operand(a[0]), (Double) operand(a[1])));
  }

  private static boolean real(IntPredicate test, double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return false;
    }
    return test.test(a < b ? -1 : a > b ? 1 : 0);
  }

  private void texts() {
    text("add_string", String::concat);
    text("contains_string", String::contains);
    text("starts_with_string", String::startsWith);
    text("ends_with_string", String::endsWith);
    text("matches", StandardBodies::matches);
    text("matches_string", StandardBodies::matches);
    for (String id : List.of("size_string", "string_size")) {
      strict(id, a -> codePoints((String) operand(a[0])));
    }
  }

  private void text(String id, BiFunction<String, String, Object> body) {
    strict(id, a -> body.apply((String) operand(a[0]), (String) operand(a[1])));
  }

  private static boolean matches(String text, String pattern) {
    try {
      return Patterns.of(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new RowFailure(MappingProblem.EXPRESSION_FAILED, "a regular expression is not valid");
    }
  }

  private static long codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean contains(List<?> list, @Nullable Object value) {
    Object wanted = value == null ? NullValue.NULL_VALUE : value;
    for (Object element : list) {
      if (same(element, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Double left && b instanceof Double right) {
      return left.doubleValue() == right.doubleValue();
    }
    return Objects.equals(a, b);
  }

  private void strict(String id, Overload.Body body) {
    bodies.put(id, body);
  }

  private static Object operand(@Nullable Object value) {
    if (value == null) {
      throw Operators.nullOperand();
    }
    return value;
  }

  /** Compiled regular expressions, the last few hundred. */
  private static final class Patterns {
    private static final ConcurrentHashMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    static Pattern of(String text) {
      Pattern known = COMPILED.get(text);
      if (known != null) {
        return known;
      }
      if (COMPILED.size() > 500) {
        COMPILED.clear();
      }
      Pattern made = Pattern.compile(text);
      COMPILED.put(text, made);
      return made;
    }
  }
}
