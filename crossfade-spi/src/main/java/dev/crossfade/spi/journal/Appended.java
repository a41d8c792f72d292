package dev.crossfade.spi.journal;

import dev.crossfade.core.problem.Problem;

/** What became of an append. A lost race is an ordinary result. */
public sealed interface Appended {

  /** All of it is in the journal. */
  record Written(long version) implements Appended {}

  /** Nothing was written: the journal had gone on; read, and decide again. */
  record Outrun(long version) implements Appended {}

  /** Nothing was written and never will be under this epoch: there is a later owner. */
  record Fenced(long epoch) implements Appended {}

  /** The answer was lost; {@link Journal#holds} tells. */
  record Unknown(Problem why) implements Appended {}
}
