package dev.crossfade.engine.verify;

import org.jspecify.annotations.Nullable;

/** Receives what production should hold, row by row, on one thread. */
interface ExpectedVisitor {

  /**
   * A row that should be in production.
   *
   * @param mapping place of its mapping in the scope
   * @param source the source row; the array is reused
   * @param target the mapped row; the array is reused
   */
  void expected(int mapping, @Nullable Object[] source, @Nullable Object[] target);

  /**
   * Whether it does nothing with values but to digest them, those of keys excepted: what a digest
   * takes in bytes may then come encoded.
   */
  default boolean digestsOnly() {
    return false;
  }

  /** A source row that its mapping refuses, so that it should be parked in quarantine. */
  void refused(int mapping, @Nullable Object[] source);
}
