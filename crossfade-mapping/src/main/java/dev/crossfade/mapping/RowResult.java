package dev.crossfade.mapping;

/** How mapping one row ended. The constants are shared: a row that maps allocates no result. */
public sealed interface RowResult permits RowResult.Simple, Refusal {

  /** The target row is filled in. */
  RowResult MAPPED = Simple.MAPPED;

  /**
   * A value that the log did not carry is mixed with others: read the source row again and map
   * that. The target row's content is undefined.
   */
  RowResult NEEDS_RESELECT = Simple.NEEDS_RESELECT;

  /** The results that carry nothing. */
  enum Simple implements RowResult {
    MAPPED,
    NEEDS_RESELECT
  }
}
