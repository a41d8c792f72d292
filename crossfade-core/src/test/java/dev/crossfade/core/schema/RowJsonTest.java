package dev.crossfade.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowJsonTest {

  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;
  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("public", "t"),
          List.of(
              Column.of("id", new LogicalType.Int(64)),
              Column.of("odd \" name\\", TEXT),
              Column.of("tags", new LogicalType.Array(TEXT)),
              Column.of("at", new LogicalType.Date())),
          List.of("id"));

  private static void survives(Object... row) {
    assertThat(RowJson.parse(TABLE, RowJson.format(TABLE, row))).isEqualTo(row);
  }

  @Test
  void a_row_survives_its_text() {
    survives(1L, "plain", List.of("a", "b"), 20_000L);
    survives(2L, null, null, null);
    survives(
        3L,
        "\"\\ \u0000\n\u001f \ud83d\ude00 \ud83d alone \ude00",
        Arrays.asList(null, "\"]"),
        -1L);
    survives(4L, Unavailable.VALUE, new Unreadable("an array with 2 \"dimensions\""), 0L);
    survives(Unavailable.VALUE, Unavailable.VALUE, Unavailable.VALUE, Unavailable.VALUE);
  }

  @Test
  void the_text_is_json_that_any_encoding_carries() {
    assertThat(RowJson.format(TABLE, new Object[] {1L, "x\ud83d", Unavailable.VALUE, null}))
        .isEqualTo("{\"id\":\"1\",\"odd \\\" name\\\\\":\"x\\ud83d\",\"at\":null}");
  }

  @Test
  void a_column_the_table_does_not_have_is_passed_over() {
    assertThat(RowJson.parse(TABLE, "{\"gone\":\"x\",\"id\":\"7\"}")[0]).isEqualTo(7L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}x",
        "{\"id\"",
        "{\"id\":",
        "{\"id\":1}",
        "{\"id\":\"x\"}",
        "{\"id\":\"1",
        "{\"id\":{\"other\":\"1\"}}"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> RowJson.parse(TABLE, text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
