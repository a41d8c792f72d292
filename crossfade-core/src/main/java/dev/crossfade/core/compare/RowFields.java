package dev.crossfade.core.compare;

/**
 * The values of a row in the bytes in which they are stored: one column after the other, each with
 * the number of its bytes before it, in four bytes, the highest first; -1 is NULL. A value that is
 * not known counts as NULL here. The bytes stand until the next row is encoded. One thread.
 */
public interface RowFields {

  /** Holds the row; not to be modified. */
  byte[] bytes();

  /** Where the first column begins. */
  int from();

  /** Behind the last column. */
  int end();
}
