package dev.crossfade.kafka.decode;

/**
 * A value that is well understood but has no equal among the values of its logical type, unlike one
 * that shows that a column was altered. Never shows the value.
 */
final class UnreadableValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /** Has no stack trace, because such values may come by the million. */
  UnreadableValueException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
