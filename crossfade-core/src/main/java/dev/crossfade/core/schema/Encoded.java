package dev.crossfade.core.schema;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a row array for a value that nobody has looked at: the bytes in which a database sent
 * it, to be handed on as they are. Only who asked for it gets it, for columns he named. It is
 * reused: what it stands for changes with the next row, so who keeps a row keeps {@link #value}.
 */
public interface Encoded {

  /** The form of the bytes. */
  enum Form {
    /** A field of PostgreSQL's binary COPY, without its length. */
    POSTGRESQL_BINARY
  }

  /** Holds the value; not to be modified. */
  byte[] bytes();

  /** Where the value begins. */
  int from();

  /** How many bytes it has. */
  int length();

  /** The value as its logical type states, or {@link Unreadable}; decoded at each call. */
  Object value();

  /** Puts the values in place of what is encoded, in the row itself. */
  static void decode(@Nullable Object[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] instanceof Encoded encoded) {
        row[i] = encoded.value();
      }
    }
  }
}
