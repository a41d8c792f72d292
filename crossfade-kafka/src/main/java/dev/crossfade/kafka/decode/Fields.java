package dev.crossfade.kafka.decode;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.kafka.KafkaProblem;
import dev.crossfade.spi.source.Misfit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the columns of a table's fields. Rows spell their fields alike and in the same order, so
 * names are compared with those of the row before, and looked up only where they differ.
 */
final class Fields {

  private static final int LEFT_OUT = -1;

  private record Known(byte[] spelling, int index) {}

  private final TableSchema schema;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Set<String> left = new HashSet<>();
  private final List<Known> known = new ArrayList<>();
  private final int[] seenIn;
  private int row;
  private int at;

  Fields(TableSchema schema, Set<String> leftOut) {
    this.schema = schema;
    this.seenIn = new int[schema.columns().size()];
    for (int i = 0; i < seenIn.length; i++) {
      indexes.put(schema.columns().get(i).name(), i);
    }
    left.addAll(leftOut);
    schema.unsupported().forEach(column -> left.add(column.split(" ", 2)[0]));
  }

  /** The next field is the first of a row. */
  void begin() {
    row++;
    at = 0;
  }

  /** Index of the current field's column, negative for one that is left out. */
  int next(JsonCursor image) {
    int place = at++;
    int index =
        place < known.size() && image.named(known.get(place).spelling())
            ? known.get(place).index()
            : find(image, place);
    if (index >= 0) {
      seenIn[index] = row;
    }
    return index;
  }

  private int find(JsonCursor image, int place) {
    byte[] spelling = image.spelling();
    String name = image.name();
    Integer index = indexes.get(name);
    if (index == null && !left.contains(name)) {
      throw changed(schema, "column " + name + " is new", name);
    }
    Known found = new Known(spelling, index == null ? LEFT_OUT : index);
    if (place < known.size()) {
      known.set(place, found);
    } else {
      known.add(found);
    }
    return found.index();
  }

  /** Whether this row had the column. */
  boolean seen(int index) {
    return seenIn[index] == row;
  }

  static RuntimeException changed(TableSchema schema, String how, String column) {
    return new Misfit(schema.id(), column).in(misfit(schema, how, column)).raise();
  }

  private static Problem misfit(TableSchema schema, String how, String column) {
    return Problem.of(
            KafkaProblem.TABLE_CHANGED,
            "The log of table " + schema.id() + " does not fit its known columns: " + how + ".",
            "The table was altered after its columns were read.",
            "Read the catalog again and decide what the new shape means; the stream waits here.")
        .with("table", schema.id())
        .with("column", column);
  }
}
