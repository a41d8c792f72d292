package dev.crossfade.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever altered production is told how to undo it, as far as that is known. */
class UndoingTest {

  private static final Column ID =
      new Column("id", new LogicalType.Int(64), false, "bigint", false);

  private static Column column(String name, String type, boolean nullable) {
    return new Column(name, LogicalType.Text.UNBOUNDED, nullable, type, false);
  }

  private static TableSchema table(Column... columns) {
    return TableSchema.of(new TableId("unified", "My \"lead"), List.of(columns), List.of("id"));
  }

  private static List<String> undo(TableSchema before, TableSchema now) {
    return Drift.between(before, List.of(now)).stream()
        .flatMap(drift -> Undoing.statements(before, List.of(now), drift).stream())
        .map(statement -> statement.replace("ALTER TABLE \"unified\".\"My \"\"lead\" ", ""))
        .toList();
  }

  @Test
  void aColumnThatIsNewIsDroppedAndOneThatIsGoneIsAdded() {
    TableSchema before = table(ID, column("note", "text", true));

    assertThat(undo(table(ID), before)).containsExactly("DROP COLUMN \"note\";");
    assertThat(undo(before, table(ID))).containsExactly("ADD COLUMN \"note\" text;");
  }

  @Test
  void aRenameIsOneStatement() {
    assertThat(
            undo(
                table(ID, column("note", "text", true)), table(ID, column("remark", "text", true))))
        .containsExactly("RENAME COLUMN \"remark\" TO \"note\";");
  }

  @Test
  void typesAndNullsAreWhatTheyWere() {
    TableSchema before = table(ID, column("note", "text", true));

    assertThat(undo(before, table(ID, column("note", "character varying(9)", false))))
        .containsExactly(
            "ALTER COLUMN \"note\" TYPE text USING \"note\"::text;",
            "ALTER COLUMN \"note\" DROP NOT NULL;");
    assertThat(undo(table(ID, column("note", "text", false)), before))
        .containsExactly("ALTER COLUMN \"note\" SET NOT NULL;");
  }

  @Test
  void whatIsNotKnownIsNotSaid() {
    TableSchema unknown = table(ID, column("note", "", true));
    TableSchema before = table(ID, column("note", "text", true));

    assertThat(undo(unknown, table(ID))).isEmpty();
    assertThat(Undoing.statements(before, List.of(), Drift.between(before, List.of()).get(0)))
        .isEmpty();
  }
}
