package dev.crossfade.core.phase;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;

/** What a decision is about. */
public sealed interface Command {

  /** Somebody wants something. */
  record Ask(Trigger what) implements Command {}

  /** An ordered step, or reading what became of it, came to this end. */
  record Report(Order order, Outcome<String> outcome) implements Command {}

  /** The streams of this visit cannot go on. */
  record Break(int visit, Problem problem) implements Command {}

  /** Time has passed. */
  record Look() implements Command {}
}
