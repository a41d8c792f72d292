package dev.crossfade.core.problem;

/**
 * A stable identifier of one way in which something can go wrong, printed as {@code CF-nnnn}.
 *
 * <p>Every module declares its codes in one enum. The thousands tell the module: 1 specification
 * and mapping, 2 source, 3 target, 4 capture, 5 engine, 6 server and command line, 7 embedded
 * services, 8 gateways. A number is never reused for another meaning.
 */
public interface ProblemCode {

  /** The number behind {@code CF-}, four digits. */
  int number();

  /** Who has to act. */
  Kind kind();

  /** The printed form, for example {@code CF-1004}. */
  default String text() {
    return "CF-%04d".formatted(number());
  }
}
