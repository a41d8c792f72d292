package dev.crossfade.jdbc.binary;

/**
 * A value that the column cannot hold. The database would have refused it too, or would have
 * changed it silently. The message never contains the value.
 */
public final class ValueRefusedException extends RuntimeException {

  private static final String NULL_VALUE = "23502";
  private static final String OUT_OF_RANGE = "22003";
  private static final String TOO_LONG = "22001";
  private static final String BAD_TEXT = "22021";
  private static final String BAD_TIME = "22008";
  private static final String NOT_IN_TYPE = "22P02";

  private final String sqlState;
  private final String column;

  private ValueRefusedException(String sqlState, String column, String message) {
    super(message);
    this.sqlState = sqlState;
    this.column = column;
  }

  static ValueRefusedException nullValue() {
    return new ValueRefusedException(NULL_VALUE, "", "NULL in a column that is NOT NULL");
  }

  static ValueRefusedException outOfRange(String type) {
    return new ValueRefusedException(OUT_OF_RANGE, "", "out of the range of " + type);
  }

  static ValueRefusedException tooLong(int limit) {
    return new ValueRefusedException(TOO_LONG, "", "longer than " + limit + " characters");
  }

  static ValueRefusedException badText(String why) {
    return new ValueRefusedException(BAD_TEXT, "", why);
  }

  static ValueRefusedException badTime(String type) {
    return new ValueRefusedException(BAD_TIME, "", "out of the range of " + type);
  }

  static ValueRefusedException notInType(String type) {
    return new ValueRefusedException(NOT_IN_TYPE, "", "not a value of " + type);
  }

  ValueRefusedException in(String name) {
    return new ValueRefusedException(sqlState, name, name + ": " + getMessage());
  }

  /** The SQLSTATE the database would have used. */
  public String sqlState() {
    return sqlState;
  }

  /** Name of the column. */
  public String column() {
    return column;
  }
}
