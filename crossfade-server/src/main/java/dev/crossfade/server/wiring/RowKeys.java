package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.server.ServerProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names single rows: by an entity with a key, and the key's values as text. */
public final class RowKeys {

  private RowKeys() {}

  /** The shape of an entity that has a key. */
  static EntityShape keyed(MigrationSpec spec, String entity) {
    EntityNames.mustExist(spec, entity);
    EntityShape shape =
        Shapes.of(spec).stream()
            .filter(each -> each.name().equals(entity))
            .findFirst()
            .orElseThrow();
    if (shape.appendOnly()) {
      throw Problem.of(
              ServerProblem.ROW_WITHOUT_KEY,
              "Rows of " + entity + " have no key.",
              "A single row of it cannot be named.",
              "Name an entity with a key; the loads of this one are found with audit search.")
          .raise();
    }
    return shape;
  }

  /** The key whose values these are, in the order of the entity's key columns. */
  public static Key key(EntityShape entity, List<String> values) {
    int[] indexes = entity.table().keyIndexes();
    if (indexes.length != values.size()) {
      throw malformed(entity, values.size() + " values were given", null);
    }
    @Nullable Object[] parts = new @Nullable Object[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      Column column = entity.table().columns().get(indexes[i]);
      try {
        parts[i] = ValueText.parse(column.type(), values.get(i));
      } catch (RuntimeException e) {
        throw malformed(entity, "The value of " + column.name() + " cannot be read", e);
      }
    }
    return Key.of(parts);
  }

  private static RuntimeException malformed(
      EntityShape entity, String why, @Nullable RuntimeException error) {
    Problem problem =
        Problem.of(
            ServerProblem.KEY_MALFORMED,
            "This is no key of " + entity.name() + ".",
            why + "; its key is " + String.join(", ", entity.table().key()) + ".",
            "Give one value for each column of the key.");
    return error == null ? problem.raise() : problem.raise(error);
  }
}
