package dev.crossfade.core.schema;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a row array for a value that nobody has looked at: the bytes in which a database sent
 * it, to be handed on as they are. Only who asked for it gets it, for columns he named. It is
 * reused: what it stands for changes with the next row, so who keeps a row keeps {@link #value}.
 *
 * <p>A class and no interface: of every value of every row it is asked whether it is one, which a
 * virtual machine answers by one look for a class, and by a search for an interface.
 */
public abstract class Encoded {

  /** The form of the bytes. */
  public enum Form {
    /** None: values are decoded. */
    DECODED,
    /** A field of PostgreSQL's binary COPY, without its length. */
    POSTGRESQL_BINARY
  }

  /** Holds the value; not to be modified. */
  public abstract byte[] bytes();

  /** Where the value begins. */
  public abstract int from();

  /** How many bytes it has. */
  public abstract int length();

  /** The value as its logical type states, or {@link Unreadable}; decoded at each call. */
  public abstract Object value();

  /** Puts the values in place of what is encoded, in the row itself. */
  public static void decode(@Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] instanceof Encoded encoded) {
        row[i] = encoded.value();
      }
    }
  }
}
