package dev.crossfade.jdbc.binary;

/** Tells of a value's bytes whether they may be handed on as they are. Stateless. */
@FunctionalInterface
interface Passage {

  /** For every value. */
  Passage OPEN = (bytes, at, length) -> true;

  /** For none. */
  Passage CLOSED = (bytes, at, length) -> false;

  boolean open(byte[] bytes, int at, int length);
}
