package dev.crossfade.testkit.fault;

/** What can happen to a call of a port. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** The other side cannot be reached; nothing happened. */
  UNREACHABLE,
  /** A commit that certainly did not happen; elsewhere like {@link #UNREACHABLE}. */
  NOT_DONE,
  /** A commit that happened, but nobody was told; elsewhere like {@link #UNREACHABLE}. */
  ACK_LOST,
  /** A commit that did not happen, but nobody was told; elsewhere like {@link #UNREACHABLE}. */
  REQUEST_LOST,
  /** The process dies before the call. */
  CRASH_BEFORE,
  /** The process dies after the call has had its effect. */
  CRASH_AFTER
}
