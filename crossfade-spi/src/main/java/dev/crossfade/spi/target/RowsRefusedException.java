package dev.crossfade.spi.target;

/** The target refused data of a write. The message names the state and constraint, never values. */
public final class RowsRefusedException extends RuntimeException {

  private final String sqlState;
  private final String constraint;

  public RowsRefusedException(String sqlState, String constraint, Throwable cause) {
    super("refused with SQLSTATE " + sqlState + " " + constraint, cause);
    this.sqlState = sqlState;
    this.constraint = constraint;
  }

  /** SQLSTATE of the refusal. */
  public String sqlState() {
    return sqlState;
  }

  /** Name of the violated constraint or column, empty when unknown. */
  public String constraint() {
    return constraint;
  }
}
