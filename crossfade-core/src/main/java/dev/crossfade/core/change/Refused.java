package dev.crossfade.core.change;

/**
 * Why a change could not become a row of its entity, carried along with the change so that it stays
 * in its place among the other changes of the same key.
 *
 * @param code {@code CF-nnnn} of the reason
 * @param column the offending target column, {@code check:} and a name, {@code where}, or {@code
 *     key}
 * @param message the reason without row data
 * @param payload the source row as JSON text in the form that quarantine keeps
 */
public record Refused(String code, String column, String message, String payload) {

  /** Without the payload: rows stay out of logs. */
  @Override
  public String toString() {
    return "Refused[" + code + " " + column + "]";
  }
}
