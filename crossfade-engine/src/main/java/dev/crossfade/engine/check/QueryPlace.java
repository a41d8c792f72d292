package dev.crossfade.engine.check;

import dev.crossfade.spi.check.Answer;
import java.util.Set;

/** Where queries on the target are asked. One thread. */
interface QueryPlace extends AutoCloseable {

  Answer ask(String sql);

  /**
   * Waits until all that these sources show now is there; false when it was not in time.
   *
   * @param look the how-manieth, from 0 on
   */
  boolean fenced(int look, Set<String> sources) throws InterruptedException;

  @Override
  void close();
}
