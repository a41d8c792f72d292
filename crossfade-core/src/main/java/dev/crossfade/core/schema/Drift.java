package dev.crossfade.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way in which a table is not what it was.
 *
 * @param table the table
 * @param kind what happened to it
 * @param column the column concerned; empty when it is the table
 * @param detail more about it, in words
 * @param other what a renamed column is called now; else empty
 */
public record Drift(TableId table, Kind kind, String column, String detail, String other) {

  /** How it is told that a table is not there any more. */
  public static final String GONE = "the table is gone";

  private Drift(TableId table, Kind kind, String column, String detail) {
    this(table, kind, column, detail, "");
  }

  /** What can happen to a table. */
  public enum Kind {
    /** The table is not there any more. */
    TABLE_GONE,
    /** Another key than before. */
    KEY,
    /** A column that was not there. */
    NEW,
    /** A column that is not there any more. */
    DROPPED,
    /** A column that is not there any more, while one that is like it is new. */
    RENAMED,
    /** A column of another type, or that may be NULL now, or may not. */
    RETYPED
  }

  /** All ways in which a table of a catalog is not what it was. */
  public static List<Drift> between(TableSchema before, List<TableSchema> now) {
    Optional<TableSchema> found =
        now.stream().filter(table -> table.id().equals(before.id())).findFirst();
    return found
        .map(table -> between(before, table))
        .orElse(List.of(new Drift(before.id(), Kind.TABLE_GONE, "", GONE)));
  }

  private static List<Drift> between(TableSchema before, TableSchema now) {
    List<Drift> drifts = new ArrayList<>();
    if (!before.key().equals(now.key())) {
      String detail = "the key was " + before.key() + " and is " + now.key();
      drifts.add(new Drift(before.id(), Kind.KEY, "", detail));
    }
    for (Column column : before.columns()) {
      int index = now.indexOf(column.name());
      if (index < 0) {
        drifts.add(dropped(before, column, now));
      } else if (!text(column).equals(text(now.columns().get(index)))) {
        String detail =
            "column %s was %s and is %s"
                .formatted(column.name(), text(column), text(now.columns().get(index)));
        drifts.add(new Drift(before.id(), Kind.RETYPED, column.name(), detail));
      }
    }
    for (Column column : added(before, now)) {
      String detail = "column " + column.name() + " is new, " + text(column);
      drifts.add(new Drift(before.id(), Kind.NEW, column.name(), detail));
    }
    return drifts;
  }

  private static List<Column> added(TableSchema before, TableSchema now) {
    return now.columns().stream().filter(column -> before.indexOf(column.name()) < 0).toList();
  }

  /** A rename looks like a column that is gone and one that is new. */
  private static Drift dropped(TableSchema before, Column column, TableSchema now) {
    List<String> alike =
        added(before, now).stream()
            .filter(each -> text(each).equals(text(column)))
            .map(Column::name)
            .toList();
    String detail = "column %s is gone".formatted(column.name());
    if (alike.size() == 1) {
      String other = alike.get(0);
      detail += ", perhaps renamed to " + other;
      return new Drift(before.id(), Kind.RENAMED, column.name(), detail, other);
    }
    return new Drift(before.id(), Kind.DROPPED, column.name(), detail);
  }

  private static String text(Column column) {
    String type = column.nativeType().isEmpty() ? column.type().toString() : column.nativeType();
    return column.nullable() ? type : type + " NOT NULL";
  }
}
