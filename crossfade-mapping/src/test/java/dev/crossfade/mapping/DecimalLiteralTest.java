package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.mapping.problem.MappingProblem;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers written next to a decimal, in every place a number can be written. */
class DecimalLiteralTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d + 1|2.5",
        "1 - d|-0.5",
        "d * -0.10|-0.150",
        "d * 1e-2|0.015",
        "-d|-1.5",
        "d in [1.50, 2] ? 1 : 0|1",
        "d == 1.50 ? d : 0|1.5",
        "d > 1 && 2 > d ? 7.0 : 8.0|7.0",
        "orElse(d, 0)|1.5",
        "orElse(nullIf(d, 1.5), -0.5)|-0.5",
        "n == 3 ? 0.3 : d|0.3",
        "d * n|4.5",
        "decimal(n) / 4|0.75",
        "round(d / 7, 4)|0.2143",
        "12345678901234567890.123456789|12345678901234567890.123456789",
        "{'a': d}.size() == 1 ? d : 0|1.5"
      })
  void areExact(String expression, BigDecimal result) {
    CompiledMapping mapping =
        Tables.withId()
            .source("d decimal")
            .source("n int64!")
            .target("v decimal", expression)
            .compile();
    Object[] target = new Object[2];
    assertThat(mapping.apply(new Object[] {1L, new BigDecimal("1.5"), 3L}, target))
        .isEqualTo(RowResult.MAPPED);
    assertThat(target[1]).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"d + f", "f * d", "d == f ? d : d", "orElse(d, f)", "f", "d % 2"})
  void neverMeetDoubles(String expression) {
    Tables tables =
        Tables.withId().source("d decimal").source("f float64").target("v decimal", expression);
    assertThatThrownBy(tables::compile)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().code())
                    .isIn(MappingProblem.TYPE, MappingProblem.RESULT_TYPE));
  }
}
