package dev.crossfade.core.change;

/** What happened to a row (or, for {@link #TRUNCATE}, to all rows of a table). */
public enum Op {
  INSERT,
  UPDATE,
  DELETE,
  TRUNCATE
}
