package dev.crossfade.it.types;

import java.util.ArrayList;
import java.util.List;

/**
 * A table whose key is of the type under torture.
 *
 * @param prefix of the table's name
 * @param column the key; at least six literals, all different
 */
record KeyFamily(String prefix, Col column) {

  static final int LEAST = 6;

  KeyFamily {
    if (column.literals().size() < LEAST) {
      throw new IllegalArgumentException("too few literals of " + column.name());
    }
  }

  String table() {
    return prefix + "key_" + column.name();
  }

  List<String> create() {
    return List.of(
        "create table "
            + table()
            + " ("
            + column.name()
            + " "
            + column.type()
            + " not null, label varchar(40) not null, primary key ("
            + column.name()
            + "))");
  }

  List<String> history() {
    List<String> sql = new ArrayList<>();
    for (int i = 0; i < column.literals().size() - 2; i++) {
      sql.add(insert(i));
    }
    return sql;
  }

  List<String> seam() {
    return List.of(touch(0), insert(column.literals().size() - 2));
  }

  List<String> stream() {
    return List.of(
        touch(1),
        "delete from " + table() + " where " + column.name() + " = " + column.literal(3),
        "update "
            + table()
            + " set "
            + column.name()
            + " = "
            + column.literal(column.literals().size() - 1)
            + " where "
            + column.name()
            + " = "
            + column.literal(2),
        insert(3),
        touch(column.literals().size() - 2));
  }

  private String insert(int i) {
    return "insert into " + table() + " values (" + column.literal(i) + ", 'new " + i + "')";
  }

  private String touch(int i) {
    return "update "
        + table()
        + " set label = 'touched "
        + i
        + "' where "
        + column.name()
        + " = "
        + column.literal(i);
  }
}
