package dev.crossfade.jdbc.source.mysql;

/** A value that is not one of its logical type. Never shows the value. */
final class UnreadableCellException extends RuntimeException {

  private final int index;

  /**
   * @param index column of the result, from 1
   */
  UnreadableCellException(int index, String why) {
    super(why);
    this.index = index;
  }

  int index() {
    return index;
  }
}
