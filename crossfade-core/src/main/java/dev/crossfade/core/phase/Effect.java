package dev.crossfade.core.phase;

/** What the owner of a migration has to do now. Derived from the state, again and again. */
public sealed interface Effect {

  /** Do a step, or go on with it. */
  record Perform(Order order) implements Effect {}

  /** Read whether a step happened. */
  record Probe(Order order) implements Effect {}

  /** Let the streams run. */
  record Follow(int visit) implements Effect {}
}
