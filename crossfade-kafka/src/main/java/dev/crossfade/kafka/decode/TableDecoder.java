package dev.crossfade.kafka.decode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.kafka.KafkaProblem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of one table: JSON objects to row arrays. */
final class TableDecoder {

  private final TableSchema schema;
  private final ValueReader[] readers;
  private final ZeroDates zeroDates;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Set<String> left = new HashSet<>();
  private final int[] key;
  private final boolean fullImages;

  TableDecoder(TableSchema schema, Readers choice, ZeroDates zeroDates, boolean fullImages) {
    this.schema = schema;
    this.zeroDates = zeroDates;
    this.fullImages = fullImages || schema.replicaIdentity() == ReplicaIdentity.FULL;
    this.key = schema.keyIndexes();
    this.readers = new ValueReader[schema.columns().size()];
    for (int i = 0; i < readers.length; i++) {
      Column column = schema.columns().get(i);
      readers[i] = choice.of(column);
      indexes.put(column.name(), i);
    }
    schema.unsupported().forEach(column -> left.add(column.split(" ", 2)[0]));
  }

  TableSchema schema() {
    return schema;
  }

  /** A complete image; values the log did not carry are unavailable. */
  @Nullable Object[] after(JsonNode image) {
    @Nullable Object[] row = new @Nullable Object[readers.length];
    int seen = 0;
    for (Map.Entry<String, JsonNode> field : image.properties()) {
      Integer index = indexes.get(field.getKey());
      if (index != null) {
        row[index] = value(index, field.getValue());
        seen++;
      } else if (!left.contains(field.getKey())) {
        throw changed("column " + field.getKey() + " is new", field.getKey());
      }
    }
    if (seen < readers.length) {
      complete(row, image);
    }
    return row;
  }

  /** Only a computed column may be absent: PostgreSQL's log does not hold those. */
  private void complete(@Nullable Object[] row, JsonNode image) {
    for (int i = 0; i < row.length; i++) {
      Column column = schema.columns().get(i);
      if (!image.has(column.name())) {
        if (!column.generated()) {
          throw changed("column " + column.name() + " is missing", column.name());
        }
        row[i] = Unavailable.VALUE;
      }
    }
  }

  /** The old image: everything where the log holds full images, else the key only. */
  @Nullable Object[] before(JsonNode image) {
    if (fullImages) {
      return after(image);
    }
    @Nullable Object[] row = blank();
    for (int index : key) {
      Column column = schema.columns().get(index);
      JsonNode node = image.get(column.name());
      if (node == null) {
        throw changed("key column " + column.name() + " is missing", column.name());
      }
      row[index] = value(index, node);
    }
    return row;
  }

  /** The old image of an update that left the key alone and brought no old image. */
  @Nullable Object[] keyOf(@Nullable Object[] after) {
    @Nullable Object[] row = blank();
    for (int index : key) {
      row[index] = after[index];
    }
    return row;
  }

  private @Nullable Object[] blank() {
    @Nullable Object[] row = new @Nullable Object[readers.length];
    Arrays.fill(row, Unavailable.VALUE);
    return row;
  }

  private @Nullable Object value(int index, JsonNode node) {
    Object value = null;
    Column column = schema.columns().get(index);
    if (!node.isNull()) {
      try {
        value = readers[index].read(node);
      } catch (UnreadableValueException e) {
        value = new Unreadable(e.reason());
      } catch (RuntimeException e) {
        throw notUnderstood(column, e);
      }
    }
    return zeroDates.concerns(column) ? zeroDates.decide(column, value) : value;
  }

  private RuntimeException changed(String how, String column) {
    return Problem.of(
            KafkaProblem.TABLE_CHANGED,
            "The log of table " + schema.id() + " does not fit its known columns: " + how + ".",
            "The table was altered after its columns were read.",
            "Read the catalog again and decide what the new shape means; the stream waits here.")
        .with("table", schema.id())
        .with("column", column)
        .raise();
  }

  private RuntimeException notUnderstood(Column column, RuntimeException cause) {
    String name = schema.id() + "." + column.name();
    // the cause's message may quote the value, so it is not chained
    return Problem.of(
            KafkaProblem.VALUE_NOT_UNDERSTOOD,
            "A value of column " + name + " in the log is not a " + kind(column) + ".",
            "The column was retyped, or the value is of a form Crossfade does not carry ("
                + cause.getClass().getSimpleName()
                + ").",
            "Read the catalog again; if the column was not altered, exclude it from the mapping.")
        .with("table", schema.id())
        .with("column", column.name())
        .raise();
  }

  private static String kind(Column column) {
    String own = column.type().getClass().getSimpleName();
    return column.nativeType().isEmpty() ? own : column.nativeType() + " (" + own + ")";
  }
}
