package dev.crossfade.core.change;

import dev.crossfade.core.schema.Key;

/** Changes of an entity whose first column is its key. */
final class Rows {

  private Rows() {}

  static Object[] row(Object... values) {
    return values;
  }

  static Key key(Object id) {
    return Key.of(new Object[] {id});
  }

  static EntityChange insert(Object[] row) {
    return change(Op.INSERT, null, key(row[0]), row);
  }

  static EntityChange update(Object oldId, Object[] row) {
    return change(Op.UPDATE, key(oldId), key(row[0]), row);
  }

  static EntityChange reread(Object oldId, Object id) {
    return change(Op.UPDATE, key(oldId), key(id), null);
  }

  static EntityChange delete(Object id) {
    return change(Op.DELETE, key(id), null, null);
  }

  static EntityChange truncate() {
    return change(Op.TRUNCATE, null, null, null);
  }

  static EntityChange append(Object[] row) {
    return change(Op.INSERT, null, null, row);
  }

  static EntityChange removal(Object[] row) {
    return new EntityChange(
        "e", 0, "s", Op.DELETE, null, null, null, row, null, Position.START, 0, null);
  }

  private static EntityChange change(Op op, Key oldKey, Key key, Object[] row) {
    return new EntityChange("e", 0, "s", op, oldKey, key, row, null, key, Position.START, 0, null);
  }
}
