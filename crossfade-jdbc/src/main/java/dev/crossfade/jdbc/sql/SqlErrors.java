package dev.crossfade.jdbc.sql;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.spi.check.Inquiry;
import java.sql.SQLException;

/**
 * Tells by SQLSTATE who has to act on an error of a database. Infrastructure is never mistaken for
 * data and data never for infrastructure.
 */
public final class SqlErrors {

  /** Under this name a problem tells the SQLSTATE it comes from. */
  public static final String STATE = Inquiry.STATE;

  private static final String UNKNOWN_STATE = "?????";

  private SqlErrors() {}

  /**
   * TRANSIENT for connection (08), resources (53), object state (55), intervention (57), system
   * (58), read-only (25), rollback (40) and what a driver did not expect (99) when this thread was
   * interrupted, as it is where somebody who opens a connection is told to end; DATA for values
   * (22) and constraints (23); OPERATOR for the rest (privileges, missing objects, syntax).
   */
  public static Kind kind(SQLException error) {
    return switch (stateClass(error)) {
      case "08", "25", "40", "53", "55", "57", "58" -> Kind.TRANSIENT;
      case "99" -> Thread.currentThread().isInterrupted() ? Kind.TRANSIENT : Kind.OPERATOR;
      case "22", "23" -> Kind.DATA;
      case "HY", "??" -> vendorKind(error);
      case "70" -> Kind.TRANSIENT;
      default -> Kind.OPERATOR;
    };
  }

  /** The SQLSTATE, five characters, or {@code ?????}. */
  public static String state(SQLException error) {
    String state = error.getSQLState();
    return state == null || state.length() != 5 ? UNKNOWN_STATE : state;
  }

  /** Whether trying the same again later can succeed. */
  public static boolean isTransient(SQLException error) {
    return kind(error) == Kind.TRANSIENT;
  }

  /**
   * Whether PostgreSQL itself said that the statement or commit had no effect. Everything else,
   * such as a broken connection or a backend that was told to end, leaves that open.
   */
  public static boolean rolledBack(SQLException error) {
    return switch (stateClass(error)) {
      case "22", "23", "25", "40", "42", "53", "55" -> true;
      default -> false;
    };
  }

  /**
   * What may be shown of an error: SQLSTATE and message for infrastructure and operator errors; for
   * data errors the SQLSTATE alone, because their messages repeat values of rows.
   */
  public static String describe(SQLException error) {
    String state = "SQLSTATE " + state(error);
    if (kind(error) == Kind.DATA) {
      return state;
    }
    String message = String.valueOf(error.getMessage());
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)) + " (" + state + ")";
  }

  private static String stateClass(SQLException error) {
    return state(error).substring(0, 2);
  }

  /** MariaDB and MySQL give HY000 to many errors and tell them apart by number. */
  private static Kind vendorKind(SQLException error) {
    return switch (error.getErrorCode()) {
      // lock wait, lock table full, read-only (two), server shutdown, disk full (two), out of
      // memory, table altered since the transaction began
      case 1412, 1205, 1206, 1290, 1792, 1053, 1021, 1041, 1037, 1038, 1114, 3024, 1969, 1927 ->
          Kind.TRANSIENT;
      // no default, incorrect value, generated or check constraint
      case 1364, 1366, 1265, 3819, 4025 -> Kind.DATA;
      default -> Kind.OPERATOR;
    };
  }
}
