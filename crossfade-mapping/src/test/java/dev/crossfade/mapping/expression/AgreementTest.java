package dev.crossfade.mapping.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.values.NullValue;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.function.Rendering;
import dev.crossfade.mapping.value.RowFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiled expressions and CEL's interpreter give equal values, and refuse the same rows for the
 * same reason, on random expressions and rows.
 */
class AgreementTest {

  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("s", "t"),
          List.of(
              Column.of("i", new LogicalType.Int(64)),
              Column.of("j", new LogicalType.Int(32)).notNull(),
              Column.of("s", LogicalType.Text.UNBOUNDED),
              Column.of("t", LogicalType.Text.UNBOUNDED).notNull(),
              Column.of("d", LogicalType.Decimal.UNCONSTRAINED),
              Column.of("f", new LogicalType.Floating(64)),
              Column.of("b", new LogicalType.Bool()),
              Column.of("u", new LogicalType.UInt64()),
              Column.of("z", new LogicalType.TimestampTz()),
              Column.of("l", new LogicalType.Array(LogicalType.Text.UNBOUNDED))),
          List.of());

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler.Factory(FunctionExamplesTest.LIBRARY).over(TABLE);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void compiledAndInterpretedAgree(long seed) throws Exception {
    Random random = new Random(seed);
    int compiled = 0;
    int refusals = 0;
    for (int n = 0; n < 150; n++) {
      String text = text(random, random.nextInt(4), 3);
      Expression expression = COMPILER.compile(text, null);
      compiled += expression.interpretedOnly() ? 0 : 1;
      for (int r = 0; r < 20; r++) {
        Object[] row = row(random);
        String direct = outcome(() -> expression.value(row));
        assertThat(direct)
            .as("seed %d, %s over %s", seed, text, Arrays.toString(row))
            .isEqualTo(outcome(() -> expression.interpreted(row)));
        refusals += direct.startsWith("refused") ? 1 : 0;
      }
    }
    assertThat(compiled).isGreaterThan(140);
    assertThat(refusals).isGreaterThan(100);
  }

  private static String outcome(Supplier<Object> value) {
    try {
      Object result = value.get();
      return result instanceof NullValue ? "null" : Rendering.literal(result);
    } catch (RowFailure e) {
      return "refused " + e.code();
    }
  }

  private static Object[] row(Random random) {
    return new Object[] {
      pick(random, null, 0L, 1L, -7L, Long.MAX_VALUE, Long.MIN_VALUE),
      pick(random, 0L, 3L, -2L),
      pick(random, null, "", " Ada@X.org ", "straße \ud83d\ude00", "12"),
      pick(random, "", "europe", "a;b", "12.50"),
      pick(random, null, new BigDecimal("1.50"), new BigDecimal("0"), new BigDecimal("-3")),
      pick(random, null, 0.0, -0.0, 1.5, Double.NaN, Double.POSITIVE_INFINITY),
      pick(random, null, true, false),
      pick(random, null, BigInteger.ZERO, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
      pick(random, null, 0L, 1_700_000_000_123_456L, Long.MAX_VALUE),
      pick(random, List.of(), Arrays.asList("b", null, "a"), null)
    };
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Kinds: 0 int, 1 text, 2 bool, 3 decimal. */
  private static String text(Random random, int kind, int depth) {
    if (depth == 0) {
      return leaf(random, kind);
    }
    String x = text(random, kind, depth - 1);
    String y = text(random, kind, depth - 1);
    String c = text(random, 2, depth - 1);
    String s = text(random, 1, depth - 1);
    String i = text(random, 0, depth - 1);
    String d = text(random, 3, depth - 1);
    String common =
        pick(
            random,
            "(" + c + " ? " + x + " : " + y + ")",
            "orElse(" + x + ", " + y + ")",
            "coalesce(" + x + ", " + y + ")",
            "nullIf(" + x + ", " + y + ")",
            "require(" + x + ")");
    return switch (kind) {
      case 0 ->
          pick(
              random,
              common,
              "(" + x + " + " + y + ")",
              "(" + x + " * " + y + ")",
              "(" + x + " / " + y + ")",
              "(" + x + " % " + y + ")",
              "-(" + x + ")",
              "size(" + s + ")",
              "toInt(" + s + ")",
              "toInt(" + d + ")",
              "abs(" + x + ")");
      case 1 ->
          pick(
              random,
              common,
              "lower(" + x + ")",
              "trim(" + x + ")",
              "(" + x + " + " + y + ")",
              "email(" + x + ")",
              "substring(" + x + ", 1, 3)",
              "toText(" + i + ")",
              "toText(" + d + ")",
              "taxonomyOr('region', " + x + ", 'none')",
              "taxonomy('region', " + x + ")",
              "join(split(" + x + ", ';'), '+')",
              "join(l, " + x + ")");
      case 2 ->
          pick(
              random,
              common,
              "(" + x + " && " + y + ")",
              "(" + x + " || " + y + ")",
              "!(" + x + ")",
              "(" + i + " < " + i + ")",
              "(" + s + " == " + s + ")",
              "(" + d + " >= 1.5)",
              "(" + d + " == 1.5)",
              "(f > 1.0)",
              "(f == f)",
              "(" + s + " in ['', 'europe', " + s + "])",
              "(" + s + ").contains('a')",
              "isNull(" + s + ")",
              "(z > timestamp('2020-01-01T00:00:00Z'))",
              "(" + s + ").matches('^a')",
              "(u > 5)",
              "(i == null)",
              "(u == 0)",
              "isNull(l)",
              "(" + d + " != " + d + ")");
      default ->
          pick(
              random,
              common,
              "(" + x + " + " + y + ")",
              "(" + x + " - 0.1)",
              "(" + x + " * " + i + ")",
              "(" + x + " / " + y + ")",
              "-(" + x + ")",
              "round(" + x + ", 1)",
              "decimal(" + i + ")",
              "decimal(" + s + ")",
              "decimal(f)",
              "decimal(u)");
    };
  }

  private static String leaf(Random random, int kind) {
    return switch (kind) {
      case 0 -> pick(random, "i", "j", "7", "-3");
      case 1 -> pick(random, "s", "t", "'Ada'", "''");
      case 2 -> pick(random, "b", "true", "false", "i == null");
      default -> pick(random, "d", "decimal('2.50')", "d");
    };
  }
}
