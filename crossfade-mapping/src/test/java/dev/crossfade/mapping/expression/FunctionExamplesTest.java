package dev.crossfade.mapping.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.mapping.function.Example;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.function.Rendering;
import dev.crossfade.mapping.value.RowFailure;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the manual gives the stated result, by both evaluators. */
class FunctionExamplesTest {

  static final FunctionLibrary LIBRARY =
      FunctionLibrary.of(
          List.of(
              new TaxonomySpec(
                  "region",
                  false,
                  new TaxonomySpec.Otherwise.Refuse(),
                  Map.of("EMEA", List.of("europe"), "APAC", List.of("asia pacific")))));

  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler.Factory(LIBRARY)
          .over(TableSchema.of(new TableId("public", "none"), List.of(), List.of()));

  static Stream<Example> examples() {
    return LIBRARY.functions().values().stream().flatMap(function -> function.examples().stream());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesTheStatedResult(Example example) throws Exception {
    Expression expression = COMPILER.compile(example.expression(), null);
    assertThat(outcome(() -> expression.value(new Object[0]))).isEqualTo(example.result());
    assertThat(outcome(() -> expression.interpreted(new Object[0]))).isEqualTo(example.result());
  }

  @Test
  void everyFunctionHasAnExample() {
    assertThat(LIBRARY.functions().values()).allSatisfy(f -> assertThat(f.examples()).isNotEmpty());
  }

  private static String outcome(Supplier<Object> value) {
    try {
      return Rendering.literal(value.get());
    } catch (RowFailure e) {
      return "refused: " + e.text();
    }
  }
}
