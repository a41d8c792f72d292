package dev.crossfade.spi.target;

import java.util.List;

/**
 * What was written into sources while the target took the writes, noted by {@link
 * StreamSession#note} with the position of the stream. Nothing is ever removed: what people have
 * seen to, and marked so by hand, is kept as evidence. Thread-safe. Where nothing was prepared
 * there is nothing.
 */
public interface StrayStore {

  /** Those that wait for people, oldest first. */
  List<StrayItem> list(int most);

  /** How many wait. */
  long waiting();
}
