package dev.crossfade.engine.replay;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** What could not be done for somebody, and is tried again later while the rest goes on. */
final class Hindrances {

  private static final long SHORT_NANOS = 2_000_000_000L;
  private static final long LONG_NANOS = 30_000_000_000L;
  private static final int TARGET = 3;
  private static final int ENGINE = 5;

  private final LongSupplier nanos;
  private final Map<String, Hindrance> known = new LinkedHashMap<>();

  /** A problem, and when it was met. */
  private record Hindrance(Problem problem, long at, long rest) {}

  Hindrances(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Whether the stream can go on with it: what somebody asked for and cannot be done, or what its
   * source does not give for the moment. What concerns the target concerns the stream as well.
   */
  static boolean bearable(Problem problem) {
    ProblemCode code = problem.code();
    int area = code.number() / 1000;
    return code.kind() == Kind.OPERATOR
        || code.kind() == Kind.DATA
        || (code.kind() == Kind.TRANSIENT && area != TARGET && area != ENGINE);
  }

  /** This was met at a work. */
  void met(String work, Problem problem) {
    boolean passes = problem.code().kind() == Kind.TRANSIENT;
    known.remove(work);
    known.put(work, new Hindrance(problem, nanos.getAsLong(), passes ? SHORT_NANOS : LONG_NANOS));
  }

  /** A work got further. */
  void over(String work) {
    known.remove(work);
  }

  /** No other works than these are wanted any more. */
  void only(Set<String> works) {
    known.keySet().retainAll(works);
  }

  /** Whether a work should not be tried yet. */
  boolean resting(String work) {
    Hindrance met = known.get(work);
    return met != null && nanos.getAsLong() - met.at() < met.rest();
  }

  /** What is told about them. */
  Optional<Problem> first() {
    return known.values().stream().findFirst().map(Hindrance::problem);
  }
}
