package dev.crossfade.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final TableId ID = new TableId("public", "contact");
  private static final Column KEY = Column.of("id", new LogicalType.Int(64)).notNull();
  private static final Column NOTE = Column.of("note", LogicalType.Text.UNBOUNDED);
  private static final TableSchema BEFORE = table(List.of("id"), KEY, NOTE);

  private static TableSchema table(List<String> key, Column... columns) {
    return TableSchema.of(ID, List.of(columns), key);
  }

  private static List<String> drifts(TableSchema... now) {
    return Drift.between(BEFORE, List.of(now)).stream()
        .map(drift -> drift.kind() + " " + drift.column())
        .toList();
  }

  @Test
  void a_table_that_is_as_it_was_has_none() {
    assertThat(drifts(table(List.of("id"), NOTE, KEY))).isEmpty();
  }

  @Test
  void each_kind_is_named() {
    assertThat(drifts()).containsExactly("TABLE_GONE ");
    assertThat(drifts(table(List.of(), KEY, NOTE))).containsExactly("KEY ");
    assertThat(drifts(table(List.of("id"), KEY, NOTE.notNull()))).containsExactly("RETYPED note");
    assertThat(drifts(table(List.of("id"), KEY, Column.of("note", new LogicalType.Int(16)))))
        .containsExactly("RETYPED note");
    assertThat(drifts(table(List.of("id"), KEY, NOTE, Column.of("x", NOTE.type()))))
        .containsExactly("NEW x");
    assertThat(drifts(table(List.of("id"), KEY))).containsExactly("DROPPED note");
  }

  @Test
  void a_rename_is_guessed() {
    List<Drift> found =
        Drift.between(BEFORE, List.of(table(List.of("id"), KEY, Column.of("memo", NOTE.type()))));
    assertThat(found)
        .extracting(Drift::detail)
        .anySatisfy(text -> assertThat(text).contains("perhaps renamed to memo"));
  }
}
