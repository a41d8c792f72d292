package dev.crossfade.oracle.fence;

/** The two sides, of which at most one may accept writes at any instant. */
public enum Side {
  LEGACY,
  NEW
}
