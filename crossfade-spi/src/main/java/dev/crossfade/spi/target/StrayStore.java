package dev.crossfade.spi.target;

import java.util.Collection;
import java.util.List;

/**
 * What was written into sources while the target took the writes, noted by {@link
 * StreamSession#note} with the position of the stream. Nothing is ever removed: what people have
 * seen to is kept as evidence. Thread-safe. Where nothing was prepared there is nothing.
 */
public interface StrayStore {

  /** Those that wait for people, oldest first. */
  List<StrayItem> list(int most);

  /** How many wait. */
  long waiting();

  /**
   * They wait no longer: somebody has seen to them.
   *
   * @return how many there were
   */
  long settle(Collection<Long> ids);
}
