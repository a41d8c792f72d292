package dev.crossfade.mapping;

/** Whether a source row belongs to an entity, by its mapping's {@code where}. */
public enum Membership {
  /** It does; also when there is no condition. */
  IN,
  /** It does not: the condition is false or null. */
  OUT,
  /** It depends on a value the log did not carry. */
  NEEDS_RESELECT,
  /** The condition failed on this row, see {@link CompiledMapping#whereRefusal}. */
  REFUSED
}
