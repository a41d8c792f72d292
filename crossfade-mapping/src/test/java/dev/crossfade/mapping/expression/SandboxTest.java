package dev.crossfade.mapping.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.RowFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions reach nothing but their row, and end soon. */
@Timeout(30)
class SandboxTest {

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler.Factory(FunctionExamplesTest.LIBRARY)
          .over(
              TableSchema.of(
                  new TableId("s", "t"),
                  List.of(
                      Column.of("s", LogicalType.Text.UNBOUNDED),
                      Column.of("l", new LogicalType.Array(LogicalType.Text.UNBOUNDED))),
                  List.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''.getClass().forName('java.lang.Runtime')",
        "java.lang.Runtime.getRuntime()",
        "new java.io.File('/')",
        "System.exit(1)",
        "T(java.lang.Runtime)",
        "${env:HOME}",
        "#{1}",
        "google.protobuf.Struct{}",
        "getenv('HOME')",
        "dyn(s)",
        "type(s) == string"
      })
  void reachNothing(String text) {
    assertThatThrownBy(() -> COMPILER.compile(text, null)).isInstanceOf(ExpressionRefused.class);
  }

  @Test
  void cannotBeEndlesslyNested() {
    String nested = "(".repeat(2_000) + "1" + ")".repeat(2_000);
    assertThatThrownBy(() -> COMPILER.compile(nested, null)).isInstanceOf(ExpressionRefused.class);
    String calls = "lower(".repeat(1_500) + "s" + ")".repeat(1_500);
    assertThatThrownBy(() -> COMPILER.compile(calls, null)).isInstanceOf(ExpressionRefused.class);
    String sums = "1" + " + 1".repeat(5_000);
    assertThatThrownBy(() -> COMPILER.compile(sums, null)).isInstanceOf(ExpressionRefused.class);
  }

  @Test
  void cannotLoopLong() throws Exception {
    Expression expression = COMPILER.compile("l.all(a, l.all(b, l.all(c, a + b + c != '')))", null);
    Object[] row = {"", Collections.nCopies(1_000, "x")};
    assertThatThrownBy(() -> expression.value(row))
        .isInstanceOfSatisfying(
            RowFailure.class, e -> assertThat(e.code()).isEqualTo(MappingProblem.TOO_MUCH_WORK));
  }

  @Test
  void matchInLinearTime() throws Exception {
    Expression expression = COMPILER.compile("s.matches('^(a+)+$')", null);
    Object[] row = {"a".repeat(50_000) + "b", null};
    long start = System.nanoTime();
    assertThat(expression.value(row)).isEqualTo(false);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void doNotPutDataIntoReasons() throws Exception {
    Expression expression = COMPILER.compile("int(s) + 1", null);
    Object[] row = {"very secret", null};
    assertThatThrownBy(() -> expression.value(row))
        .isInstanceOf(RowFailure.class)
        .hasMessageNotContaining("secret");
  }
}
