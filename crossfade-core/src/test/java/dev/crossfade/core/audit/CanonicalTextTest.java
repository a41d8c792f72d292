package dev.crossfade.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one form of JSON, with the examples of RFC 8785 that are about strings and order. */
class CanonicalTextTest {

  @Test
  void strings_are_written_as_in_section_3_2_2() {
    assertThat(CanonicalText.of(Map.of("string", "\u20ac$\u000f\nA'\u0042\"\\\\\"/")))
        .isEqualTo("{\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void members_are_sorted_as_in_section_3_2_3() {
    Map<String, @Nullable Object> object = new HashMap<>();
    object.put("\u20ac", "Euro Sign");
    object.put("\r", "Carriage Return");
    object.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    object.put("1", "One");
    object.put("\ud83d\ude00", "Emoji: Grinning Face");
    object.put("\u0080", "Control");
    object.put("\u00f6", "Latin Small Letter O With Diaeresis");
    assertThat(CanonicalText.of(object))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @Test
  void everything_comes_back() {
    Map<String, @Nullable Object> object = new HashMap<>();
    object.put("list", Arrays.asList(1L, null, true, List.of(), Map.of()));
    object.put("numbers", List.of(0L, -9007199254740991L, 9007199254740991L));
    object.put("text", "\u0000\u001f\ud83d\ude00\t");
    assertThat(JsonText.object(CanonicalText.of(object))).isEqualTo(object);
    assertThat(JsonText.object(" { \"a\" : [ 1 , { } ] } "))
        .isEqualTo(Map.of("a", List.of(1L, Map.of())));
  }

  @Test
  void what_has_no_one_form_is_refused() {
    assertThatThrownBy(() -> CanonicalText.of(Map.of("a", 1L << 53)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalText.of(Map.of("a", 1.5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalText.of(Map.of("a", "\ud83d")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"a\":1}x",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1.0}",
        "{\"a\":01}",
        "{\"a\":-0}",
        "{\"a\":1e3}",
        "{\"a\":9007199254740992}",
        "{\"a\":\"\\ud83d\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\n\"}",
        "{\"a\" 1}",
        "{\"a\":tru}",
        "{\"a\":1 2}",
        "{\"a\":\"\\u12"
      })
  void what_could_be_understood_differently_is_refused(String text) {
    assertThatThrownBy(() -> JsonText.object(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_leaf_comes_back_and_has_one_form_only() {
    Leaf leaf =
        new Leaf(
            "journal/m/1",
            LeafKind.JOURNAL,
            Instant.parse("2026-01-02T03:04:05.000006Z"),
            "ann",
            "m",
            Map.of("event", "{\"a\":1}", "version", 1L));
    assertThat(Leaf.parse(leaf.content())).isEqualTo(leaf);
    String blank = leaf.content().replace("\"id\":", "\"id\": ");
    assertThatThrownBy(() -> Leaf.parse(blank)).hasMessage("not in canonical form");
    assertThatThrownBy(() -> Leaf.parse(leaf.content().replace("/v1", "/v9")))
        .hasMessageContaining("form");
    assertThatThrownBy(() -> Leaf.parse(leaf.content().replace("2026", "xxxx")))
        .hasMessageContaining("no time");
  }
}
