package dev.crossfade.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":1}|{\"a\":1.0}|",
        "{\"a\":1,\"b\":2}|{\"b\":2,\"a\":1}|",
        "{\"a\":\"x\\u0041\"}|{\"a\":\"xA\"}|",
        "{\"a\":1}|{\"a\":2}|$.a: value",
        "{\"a\":1}|{\"a\":\"1\"}|$.a: type",
        "{\"a\":null}|{\"a\":1}|$.a: type",
        "{\"a\":1}|{}|$.a: missing",
        "{}|{\"a\":1}|$.a: extra",
        "[1,2]|[2,1]|$[]: order",
        "[1,2]|[1]|$[]: size",
        "[{\"x\":1},{\"x\":2}]|[{\"x\":1},{\"x\":3}]|$[].x: value",
        "hello|hallo|body: text",
        "{}|hallo|body: form"
      })
  void a_difference_has_a_place_and_a_kind(String left, String right, String signature) {
    assertThat(BodyDifferences.of(left, right))
        .isEqualTo(signature == null ? Set.of() : Set.of(signature));
  }

  @Test
  void no_body_takes_much() {
    String deep = "[".repeat(100_000);
    StringBuilder wide = new StringBuilder("{");
    for (int i = 0; i < 1_000; i++) {
      wide.append("\"k").append(i).append("\":1,");
    }
    wide.append("\"z\":1}");

    assertThat(BodyDifferences.of(deep, deep + "]")).containsExactly("body: text");
    assertThat(BodyDifferences.of(wide.toString(), wide.toString().replace(":1", ":2")))
        .hasSize(64);
  }

  @Test
  void what_differs_as_often_from_itself_is_noise() {
    DifferenceBook book = new DifferenceBook();
    for (int i = 0; i < 100; i++) {
      book.compared(
          "r", i % 10 == 0 ? Set.of("$.at: value", "$.sum: value") : Set.of("$.at: value"));
    }
    for (int i = 0; i < 20; i++) {
      book.asked("r", Set.of("$.at: value"));
    }

    assertThat(book.groups())
        .extracting(DifferenceBook.Group::signature, DifferenceBook.Group::real)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("$.at: value", false),
            org.assertj.core.groups.Tuple.tuple("$.sum: value", true));
  }

  @Test
  void signatures_are_bounded() {
    DifferenceBook book = new DifferenceBook();
    for (int i = 0; i < 10_000; i++) {
      book.compared("r", Set.of("$.k" + i + ": value"));
    }

    assertThat(book.groups()).hasSize(DifferenceBook.MOST + 1);
    assertThat(book.groups().get(0).signature()).isEqualTo(DifferenceBook.OTHERS);
  }
}
