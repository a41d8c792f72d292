package dev.crossfade.spi.target;

import java.util.List;
import java.util.Optional;

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
   * One waits no longer, since somebody has seen to it; remembers that in the same transaction.
   *
   * @return what is remembered; empty when it does not wait
   */
  Optional<Act> settle(long id, String actor, String reason);
}
