package dev.crossfade.core.change;

/** How much of a source transaction a value holds. */
public enum Extent {
  /** All of it. */
  WHOLE,
  /** A part, and more follows. The parts of one transaction follow each other without gap. */
  PART,
  /** The last part. */
  LAST
}
