package dev.crossfade.jdbc.binary;

/** A stored value that has no equal among the values of its logical type. Never shows the value. */
public final class UnreadableValueException extends RuntimeException {

  private final int column;

  UnreadableValueException(String why) {
    this(why, -1);
  }

  private UnreadableValueException(String why, int column) {
    super(why);
    this.column = column;
  }

  UnreadableValueException inColumn(int index) {
    return new UnreadableValueException(String.valueOf(getMessage()), index);
  }

  /** Index of the column in the row. */
  public int column() {
    return column;
  }
}
