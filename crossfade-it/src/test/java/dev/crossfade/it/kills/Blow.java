package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One case: clients are being moved, whoever moves them has come to a place, and something is
 * killed, frozen or cut off there.
 *
 * @param step of the table: C0 to C10, and R0 to R10 on the way back
 * @param what is done to whom, for people
 * @param to where clients are being moved
 * @param stops places to which whoever moves them comes, one after the other
 * @param deed what is done once he stands at the last one
 * @param end where clients may be then
 * @param failures kinds of requests that may fail meanwhile
 */
record Blow(
    String step,
    String what,
    Side to,
    List<Supplier<Stop>> stops,
    Deed deed,
    End end,
    Set<String> failures) {

  /** All kinds of failures: for whoever serves the clients just then is what is killed. */
  static final Set<String> ANY = Set.of("*");

  /** Writes are refused, so that they can be sent once more. */
  static final Set<String> RETRYABLE = Set.of("write 503");

  static final Set<String> NONE = Set.of();

  /** What is done; on return everything has been begun that makes it whole again. */
  @FunctionalInterface
  interface Deed {
    Aftermath strike(Stage stage, Stop stop) throws Exception;
  }

  /** What is looked at once all is at rest. */
  @FunctionalInterface
  interface Aftermath {
    /** What is wrong. */
    List<String> look() throws Exception;
  }

  /** Where clients are once all is at rest. */
  enum End {
    BACK,
    ACROSS,
    /** The one or the other, as the record says. */
    EITHER
  }

  Side[] ends() {
    return switch (end) {
      case BACK -> new Side[] {to.other()};
      case ACROSS -> new Side[] {to};
      case EITHER -> Side.values();
    };
  }

  boolean mayFail(String kind) {
    return failures.contains("*") || failures.contains(kind);
  }

  String name() {
    return step + " " + what;
  }
}
