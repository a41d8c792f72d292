package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shape of an entity as lines of text, to see whether it changed and where. */
final class ShapeText {

  private ShapeText() {}

  static String of(EntityShape shape) {
    List<String> lines = new ArrayList<>();
    lines.add("table " + shape.table().id().name());
    for (Column column : shape.table().columns()) {
      lines.add(
          "column " + column.name() + " " + column.type() + (column.nullable() ? "" : " not null"));
    }
    lines.add("key " + shape.table().key());
    shape.unique().forEach(unique -> lines.add("unique " + unique));
    shape.indexes().forEach(index -> lines.add("index " + index));
    return String.join("\n", lines);
  }

  /** The first line that differs, for people. */
  static String difference(String before, String after) {
    List<String> old = Arrays.asList(before.split("\n", -1));
    for (String line : after.split("\n", -1)) {
      if (!old.contains(line)) {
        return "new: " + line;
      }
    }
    List<String> now = Arrays.asList(after.split("\n", -1));
    for (String line : old) {
      if (!now.contains(line)) {
        return "gone: " + line;
      }
    }
    return "another order";
  }
}
