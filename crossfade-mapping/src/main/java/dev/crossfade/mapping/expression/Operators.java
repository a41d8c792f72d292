package dev.crossfade.mapping.expression;

import static dev.crossfade.mapping.value.ValueTypes.DATE;
import static dev.crossfade.mapping.value.ValueTypes.DECIMAL;
import static dev.crossfade.mapping.value.ValueTypes.INT;
import static dev.crossfade.mapping.value.ValueTypes.LOCAL;
import static dev.crossfade.mapping.value.ValueTypes.TIME;
import static dev.crossfade.mapping.value.ValueTypes.UINT64;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.crossfade.mapping.function.Overload;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.DateValue;
import dev.crossfade.mapping.value.DecimalValue;
import dev.crossfade.mapping.value.RowFailure;
import dev.crossfade.mapping.value.UInt64Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What CEL's operators do with the types CEL does not have. NULL operands refuse the row. */
final class Operators {

  private static final Map<String, IntPredicate> COMPARISONS =
      Map.of("_<_", c -> c < 0, "_<=_", c -> c <= 0, "_>_", c -> c > 0, "_>=_", c -> c >= 0);

  private final Map<String, List<Overload>> byOperator = new LinkedHashMap<>();

  private Operators() {
    decimals();
    unsigned();
    days();
    COMPARISONS.keySet().stream().sorted().forEach(this::comparisons);
  }

  /** Overloads by the operator's CEL name. */
  static Map<String, List<Overload>> all() {
    return new Operators().byOperator;
  }

  private void decimals() {
    numeric("_+_", DecimalValue::plus);
    numeric("_-_", DecimalValue::minus);
    numeric("_*_", DecimalValue::times);
    numeric("_/_", DecimalValue::dividedBy);
    add("-_", DECIMAL, a -> decimal(a[0]).negated(), DECIMAL);
  }

  private void numeric(String operator, BinaryOperator<DecimalValue> body) {
    Overload.Body both = a -> body.apply(decimal(a[0]), decimal(a[1]));
    add(operator, DECIMAL, both, DECIMAL, DECIMAL);
    add(operator, DECIMAL, both, DECIMAL, INT);
    add(operator, DECIMAL, both, INT, DECIMAL);
  }

  private void unsigned() {
    unsigned("_+_", BigInteger::add);
    unsigned("_-_", BigInteger::subtract);
    unsigned("_*_", BigInteger::multiply);
  }

  private void unsigned(String operator, BinaryOperator<BigInteger> body) {
    Overload.Body both = a -> UInt64Value.checked(body.apply(unsigned(a[0]), unsigned(a[1])));
    add(operator, UINT64, both, UINT64, UINT64);
  }

  private void days() {
    add("_+_", DATE, a -> day(a[0], (Long) a[1], 1), DATE, INT);
    add("_-_", DATE, a -> day(a[0], (Long) a[1], -1), DATE, INT);
    add("_-_", INT, a -> between((DateValue) a[0], (DateValue) a[1]), DATE, DATE);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // both operands have the class of the type
  private void comparisons(String operator) {
    IntPredicate test = COMPARISONS.get(operator);
    if (test == null) {
      return;
    }
    Overload.Body decimals = a -> test.test(decimal(a[0]).compareTo(decimal(a[1])));
    add(operator, SimpleType.BOOL, decimals, DECIMAL, DECIMAL);
    add(operator, SimpleType.BOOL, decimals, DECIMAL, INT);
    add(operator, SimpleType.BOOL, decimals, INT, DECIMAL);
    for (CelType type : List.of(UINT64, DATE, TIME, LOCAL)) {
      Overload.Body same = a -> test.test(((Comparable) a[0]).compareTo(a[1]));
      add(operator, SimpleType.BOOL, same, type, type);
    }
  }

  private void add(String operator, CelType result, Overload.Body body, CelType... parameters) {
    List<Overload> list = byOperator.computeIfAbsent(operator, name -> new ArrayList<>());
    String id = "cf" + operator + list.size();
    Overload overload = new Overload(id, List.of(parameters), result, notNull(body));
    list.add(OperatorUndos.added(operator, overload));
  }

  private static Overload.Body notNull(Overload.Body body) {
    return arguments -> {
      for (Object argument : arguments) {
        if (argument == null) {
          throw nullOperand();
        }
      }
      return body.apply(arguments);
    };
  }

  static RowFailure nullOperand() {
    return new RowFailure(MappingProblem.NULL_OPERAND, "an operator or function of CEL met NULL");
  }

  static boolean truth(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw nullOperand();
  }

  static DecimalValue decimal(@Nullable Object value) {
    if (value instanceof Long number) {
      return DecimalValue.of(BigDecimal.valueOf(number));
    }
    return (DecimalValue) Objects.requireNonNull(value);
  }

  private static BigInteger unsigned(@Nullable Object value) {
    return ((UInt64Value) Objects.requireNonNull(value)).number();
  }

  static DateValue day(@Nullable Object date, @Nullable Long days, int sign) {
    try {
      long start = ((DateValue) Objects.requireNonNull(date)).date().toEpochDay();
      long add = Math.multiplyExact(Objects.requireNonNull(days), (long) sign);
      return DateValue.of(LocalDate.ofEpochDay(Math.addExact(start, add)));
    } catch (ArithmeticException | DateTimeException e) {
      throw new RowFailure(MappingProblem.TIME_OUT_OF_RANGE, "a date is out of range");
    }
  }

  private static long between(@Nullable DateValue later, @Nullable DateValue earlier) {
    long to = Objects.requireNonNull(later).date().toEpochDay();
    return to - Objects.requireNonNull(earlier).date().toEpochDay();
  }
}
