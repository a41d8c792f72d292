package dev.crossfade.core.spec;

/**
 * What becomes of {@code 0000-00-00} in a column that is NOT NULL. In a nullable column it is
 * always NULL.
 */
public enum ZeroDates {
  /** No decision was made: such a row is refused. */
  REFUSE,
  /** NULL; the target column must allow it. */
  NULL,
  /** 1970-01-01 00:00:00. */
  EPOCH
}
