package dev.crossfade.cli.client;

import dev.crossfade.core.problem.ProblemException;
import java.util.Set;

/** Failures that pass by themselves: a server that is away for a while, as one that restarts is. */
public final class Away {

  /** A server that ends says 503, and whoever stands before it the others as well. */
  static final Set<Integer> STATUS = Set.of(502, 503, 504);

  private Away() {}

  /** Whether whoever asks again may be answered. */
  public static boolean is(RuntimeException failure) {
    if (failure instanceof Refusal refusal) {
      return STATUS.contains(refusal.status());
    }
    return failure instanceof ProblemException problem
        && problem.problem().code() == ClientProblem.NOT_REACHED;
  }
}
