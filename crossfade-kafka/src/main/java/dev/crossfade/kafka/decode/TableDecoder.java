package dev.crossfade.kafka.decode;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.ReplicaIdentity;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.kafka.KafkaProblem;
import dev.crossfade.spi.source.Misfit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of one table: JSON objects to row arrays. */
final class TableDecoder {

  /**
   * Not {@link Unavailable}: the value may have changed, so that whoever needs it reads the row.
   */
  private static final Unreadable LACKING = new Unreadable("no value in this row of the log");

  private final TableSchema schema;
  private final ValueReader[] readers;
  private final ZeroDates zeroDates;
  private final boolean[] isKey;
  private final Fields fields;
  private final int[] key;
  private final boolean fullImages;
  private final Leeway leeway;

  TableDecoder(
      TableSchema schema, Readers choice, ZeroDates zeroDates, boolean fullImages, Leeway leeway) {
    this.schema = schema;
    this.zeroDates = zeroDates;
    this.leeway = leeway;
    this.fullImages = fullImages || schema.replicaIdentity() == ReplicaIdentity.FULL;
    this.key = schema.keyIndexes();
    this.readers = new ValueReader[schema.columns().size()];
    this.isKey = new boolean[readers.length];
    for (int index : key) {
      isKey[index] = true;
    }
    this.fields = new Fields(schema, leeway.leftOut());
    for (int i = 0; i < readers.length; i++) {
      readers[i] = choice.of(schema.columns().get(i));
    }
  }

  TableSchema schema() {
    return schema;
  }

  /** Whether its rows are left as they are. */
  boolean leaves() {
    return leeway.reading() == Leeway.Reading.LEAVE;
  }

  /** A complete image; values the log did not carry are unavailable. */
  @Nullable Object[] after(JsonCursor image) {
    return whole(image, null);
  }

  private @Nullable Object[] whole(JsonCursor image, @Nullable Object @Nullable [] newer) {
    @Nullable Object[] row = new @Nullable Object[readers.length];
    fields.begin();
    image.object();
    while (image.field()) {
      int index = fields.next(image);
      if (index < 0) {
        image.skip();
      } else if (newer != null && !isKey[index] && dispensable(newer[index], image)) {
        image.skip();
        row[index] = Unavailable.VALUE;
      } else {
        row[index] = value(index, image);
      }
    }
    for (int i = 0; i < row.length; i++) {
      if (!fields.seen(i)) {
        row[i] = absent(schema.columns().get(i));
      }
    }
    return row;
  }

  /** Nobody needs both images of a very long value, which would be in memory at once. */
  private static boolean dispensable(@Nullable Object newer, JsonCursor image) {
    return image.longText() && newer != Unavailable.VALUE;
  }

  /** PostgreSQL's log does not hold computed columns; rows of before hold no columns of since. */
  private Object absent(Column column) {
    if (column.generated()) {
      return Unavailable.VALUE;
    }
    if (!leeway.absent().contains(column.name())) {
      throw changed("column " + column.name() + " is missing", column.name());
    }
    return LACKING;
  }

  /**
   * The old image: everything where the log holds full images, else the key only. Of a table with a
   * key very long values are left out that the new image has as well.
   *
   * @param newer the new image, if there is one
   */
  @Nullable Object[] before(JsonCursor image, @Nullable Object @Nullable [] newer) {
    if (fullImages) {
      return whole(image, schema.keyless() ? null : newer);
    }
    @Nullable Object[] row = blank();
    fields.begin();
    image.object();
    while (image.field()) {
      int index = fields.next(image);
      if (index >= 0 && isKey[index]) {
        row[index] = value(index, image);
      } else {
        image.skip();
      }
    }
    for (int index : key) {
      if (!fields.seen(index)) {
        String name = schema.columns().get(index).name();
        throw changed("key column " + name + " is missing", name);
      }
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

  private @Nullable Object value(int index, JsonCursor image) {
    Object value = null;
    Column column = schema.columns().get(index);
    if (!image.isNull()) {
      int start = image.position();
      try {
        value = readers[index].read(image);
      } catch (UnreadableValueException e) {
        image.position(start);
        image.skip();
        value = new Unreadable(e.reason());
      } catch (RuntimeException e) {
        if (!mayBeOther(index)) {
          throw notUnderstood(column, e);
        }
        image.position(start);
        image.skip();
        value = LACKING;
      }
    }
    return value != Unavailable.VALUE && zeroDates.concerns(column)
        ? zeroDates.decide(column, value)
        : value;
  }

  /** A value of another form than the column's may be one of a column that it was before. */
  private boolean mayBeOther(int index) {
    return !isKey[index] && leeway.absent().contains(schema.columns().get(index).name());
  }

  private RuntimeException changed(String how, String column) {
    return Fields.changed(schema, how, column);
  }

  private RuntimeException notUnderstood(Column column, RuntimeException cause) {
    String name = schema.id() + "." + column.name();
    // the cause's message may quote the value, so it is not chained
    Problem problem =
        Problem.of(
                KafkaProblem.VALUE_NOT_UNDERSTOOD,
                "A value of column " + name + " in the log is not a " + kind(column) + ".",
                "The column was retyped, or the value is of a form Crossfade does not carry ("
                    + cause.getClass().getSimpleName()
                    + ").",
                "Read the catalog again; if the column was not altered, exclude it from the mapping.")
            .with("table", schema.id())
            .with("column", column.name());
    return new Misfit(schema.id(), column.name()).in(problem).raise();
  }

  private static String kind(Column column) {
    String own = column.type().getClass().getSimpleName();
    return column.nativeType().isEmpty() ? own : column.nativeType() + " (" + own + ")";
  }
}
