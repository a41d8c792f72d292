package dev.crossfade.it.kills;

/** Where whoever moves clients is made to stand still. */
interface Stop {

  /** What becomes of the write at which somebody stands. */
  enum Fate {
    /** It is committed, though nobody may be told. */
    COMMITTED,
    /** It never happened. */
    LOST
  }

  /** Whoever comes there stands from now on. */
  void arm() throws Exception;

  /** Whether somebody stands there. */
  boolean reached() throws Exception;

  /** Lets everybody go on. */
  void release(Fate fate) throws Exception;
}
