package dev.crossfade.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bool", "int16", "int32", "int64", "uint64", "decimal", "decimal(12,2)", "float32",
        "float64", "text", "text(320)", "char(2)", "bytes", "date", "time", "timestamp",
        "timestamptz", "interval", "uuid", "json", "array<text>", "array<decimal(5,0)>"
      })
  void readsWhatItWrites(String text) {
    assertThat(TypeText.parse(text).map(TypeText::of)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "int",
        "decimal(0,0)",
        "decimal(2,3)",
        "decimal(1001,0)",
        "text(0)",
        "char",
        "array<array<text>>",
        "array<>",
        "text(99999999)",
        "Text"
      })
  void refusesTheRest(String text) {
    assertThat(TypeText.parse(text)).isEmpty();
  }

  @Test
  void scaleMayBeLeftOut() {
    assertThat(TypeText.parse("decimal(20)")).contains(new LogicalType.Decimal(20, 0));
  }
}
