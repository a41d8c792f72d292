package dev.crossfade.it.types;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table whose rows take every path: {@code id} says which. Each path writes every literal of
 * every column, and NULL.
 *
 * @param table its name
 * @param columns beside {@code id} and {@code label}
 * @param options of the table, such as its engine
 */
record Family(String table, List<Col> columns, String options) {

  static Family of(String table, Col... columns) {
    return new Family(table, List.of(columns), "");
  }

  List<String> create() {
    String body =
        columns.stream().map(c -> c.name() + " " + c.type()).collect(Collectors.joining(", "));
    return List.of(
        "create table "
            + table
            + " (id bigint primary key, label varchar(40) not null, "
            + body
            + ") "
            + options);
  }

  /** Before the migration. */
  List<String> history() {
    List<String> sql = new ArrayList<>();
    for (int base : List.of(0, 100, 200, 300, 400, 600, 700, 800, 900)) {
      insert(sql, base);
    }
    return sql;
  }

  /** While the entity is held. */
  List<String> seam() {
    List<String> sql = new ArrayList<>();
    update(sql, 100);
    delete(sql, 200);
    touch(sql, 300);
    move(sql, 400);
    insert(sql, 500);
    insert(sql, 1100);
    return sql;
  }

  /** After it was published. */
  List<String> stream() {
    List<String> sql = new ArrayList<>();
    update(sql, 600);
    delete(sql, 700);
    touch(sql, 800);
    move(sql, 900);
    insert(sql, 1000);
    sql.add("update " + table + " set " + nulls() + where(1100));
    insert(sql, 1200);
    touch(sql, 1200);
    update(sql, 1200);
    move(sql, 1200);
    return sql;
  }

  private int size() {
    return columns.stream().mapToInt(c -> c.literals().size()).max().orElseThrow() + 1;
  }

  private void insert(List<String> sql, int base) {
    for (int i = 0; i < size(); i++) {
      int row = i;
      String values = columns.stream().map(c -> value(c, row)).collect(Collectors.joining(", "));
      sql.add("insert into " + table + " values (" + (base + i) + ", 'new', " + values + ")");
    }
  }

  private void update(List<String> sql, int base) {
    for (int i = 0; i < size(); i++) {
      int row = i + 1;
      String values =
          columns.stream()
              .map(c -> c.name() + " = " + value(c, row % size()))
              .collect(Collectors.joining(", "));
      sql.add("update " + table + " set " + values + " where id = " + (base + i));
    }
  }

  private void delete(List<String> sql, int base) {
    sql.add("delete from " + table + where(base));
  }

  private void touch(List<String> sql, int base) {
    sql.add("update " + table + " set label = 'touched'" + where(base));
  }

  private void move(List<String> sql, int base) {
    sql.add("update " + table + " set id = id + 50" + where(base));
  }

  private String value(Col column, int i) {
    boolean last = i == size() - 1 && !column.type().contains("not null");
    return last ? "null" : column.literal(i);
  }

  private String nulls() {
    return columns.stream()
        .filter(c -> !c.type().contains("not null"))
        .map(c -> c.name() + " = null")
        .collect(Collectors.joining(", ", "label = 'emptied', ", ""))
        .replaceAll(", $", "");
  }

  private static String where(int base) {
    return " where id >= " + base + " and id < " + (base + 50);
  }
}
