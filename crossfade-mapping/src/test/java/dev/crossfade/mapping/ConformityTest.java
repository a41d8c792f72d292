package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.SpecialNumber;
import dev.crossfade.mapping.problem.MappingProblem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value either arrives unchanged in meaning, or its row is refused with a stable reason. */
class ConformityTest {

  static List<Arguments> accepted() {
    return List.of(
        Arguments.of("int32", "int64", 7L, 7L),
        Arguments.of("int64", "int32", 2147483647L, 2147483647L),
        Arguments.of("int64", "uint64", 5L, BigInteger.valueOf(5)),
        Arguments.of("uint64", "int64", BigInteger.valueOf(Long.MAX_VALUE), Long.MAX_VALUE),
        Arguments.of(
            "uint64",
            "decimal(20,0)",
            new BigInteger("18446744073709551615"),
            new BigDecimal("18446744073709551615")),
        Arguments.of("int64", "decimal(5,2)", 12L, new BigDecimal("12.00")),
        Arguments.of("decimal", "decimal(12,2)", new BigDecimal("1.5"), new BigDecimal("1.50")),
        Arguments.of("decimal", "decimal(12,2)", new BigDecimal("1E+3"), new BigDecimal("1000.00")),
        Arguments.of("decimal", "decimal", SpecialNumber.INFINITY, SpecialNumber.INFINITY),
        Arguments.of("text", "text(3)", "a\ud83d\ude00b", "a\ud83d\ude00b"),
        Arguments.of("text", "char(4)", "ab  ", "ab"),
        Arguments.of("text", "enum:new|won", "won", "won"),
        Arguments.of("json", "json", "{\"a\":1}", "{\"a\":1}"),
        Arguments.of("float32", "float64", 0.5f, 0.5d),
        Arguments.of(
            "array<int64>", "array<int32>", Arrays.asList(1L, null), Arrays.asList(1L, null)),
        Arguments.of("timestamptz", "timestamptz", Long.MAX_VALUE, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void arrives(String from, String to, Object value, Object expected) {
    Object[] target = new Object[2];
    RowResult result = mapping(from, to).apply(new Object[] {1L, value}, target);
    assertThat(result).isEqualTo(RowResult.MAPPED);
    assertThat(target[1]).isEqualTo(expected);
  }

  static List<Arguments> refused() {
    return List.of(
        Arguments.of("int64", "int32", 2147483648L, MappingProblem.INTEGER_OUT_OF_RANGE),
        Arguments.of("int64", "int16", -32769L, MappingProblem.INTEGER_OUT_OF_RANGE),
        Arguments.of("int64", "uint64", -1L, MappingProblem.INTEGER_OUT_OF_RANGE),
        Arguments.of(
            "uint64", "int64", BigInteger.ONE.shiftLeft(63), MappingProblem.INTEGER_OUT_OF_RANGE),
        Arguments.of(
            "decimal",
            "decimal(12,2)",
            new BigDecimal("1.555"),
            MappingProblem.DECIMAL_DOES_NOT_FIT),
        Arguments.of(
            "decimal", "decimal(4,2)", new BigDecimal("100"), MappingProblem.DECIMAL_DOES_NOT_FIT),
        Arguments.of(
            "decimal",
            "decimal(4,2)",
            new BigDecimal("1E+900000000"),
            MappingProblem.DECIMAL_DOES_NOT_FIT),
        Arguments.of(
            "decimal", "decimal(4,2)", SpecialNumber.INFINITY, MappingProblem.SPECIAL_NUMBER),
        Arguments.of("text", "text(3)", "abcd", MappingProblem.TEXT_TOO_LONG),
        Arguments.of("text", "text", "a\0b", MappingProblem.TEXT_WITH_NUL),
        Arguments.of("text", "text", "a\ud83d", MappingProblem.INVALID_TEXT),
        Arguments.of("text", "enum:new|won", "lost", MappingProblem.UNKNOWN_LABEL),
        Arguments.of("json", "json", "{", MappingProblem.INVALID_JSON),
        Arguments.of("json", "json", "\"\\u0000\"", MappingProblem.TEXT_WITH_NUL),
        Arguments.of("float64", "float32", 1e300, MappingProblem.INTEGER_OUT_OF_RANGE),
        Arguments.of(
            "timestamp", "timestamp", Long.MIN_VALUE + 1, MappingProblem.TIME_OUT_OF_RANGE),
        Arguments.of(
            "array<text>", "array<text(1)>", List.of("a", "bb"), MappingProblem.TEXT_TOO_LONG),
        Arguments.of("text", "text!", null, MappingProblem.NULL_VALUE));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefused(String from, String to, Object value, MappingProblem code) {
    RowResult result = mapping(from, to).apply(new Object[] {1L, value}, new Object[2]);
    assertThat(result)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.column()).isEqualTo("v");
            });
  }

  private static CompiledMapping mapping(String from, String to) {
    return Tables.withId().source("v " + from).target("v " + to, "v").compile();
  }
}
