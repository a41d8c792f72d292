package dev.crossfade.core.phase;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What a decision is about. */
public sealed interface Command {

  /** Somebody wants something. */
  record Ask(Trigger what) implements Command {}

  /** An ordered step, or reading what became of it, came to this end. */
  record Report(Order order, Outcome<String> outcome) implements Command {}

  /** The streams of this visit cannot go on. */
  record Break(int visit, Problem problem) implements Command {}

  /**
   * Somebody asks others to agree to what lies behind a gate ahead.
   *
   * @param gate the phase behind it; null for the first that there is
   */
  record Request(Signer by, String id, String reason, @Nullable Phase gate) implements Command {
    /** For the first gate ahead. */
    public Request(Signer by, String id, String reason) {
      this(by, id, reason, null);
    }
  }

  /** Somebody agrees to what he saw; {@code basis} is its hash. */
  record Approve(Signer by, String id, String basis, String reason) implements Command {}

  /** Somebody takes a request back. */
  record Revoke(Signer by, String id, String reason) implements Command {}

  /** Somebody gives the specification whose demand is among the facts. */
  record Describe() implements Command {}

  /** Somebody keeps the way back open for longer. */
  record Extend(int hours, String by, String reason) implements Command {}

  /** Somebody answers for a check that keeps an entity from being published. */
  record Override(String check, String by, String reason) implements Command {}

  /** Time has passed. */
  record Look() implements Command {}
}
