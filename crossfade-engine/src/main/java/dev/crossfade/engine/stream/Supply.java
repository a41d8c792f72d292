package dev.crossfade.engine.stream;

import java.time.Duration;
import java.util.List;

/** Where a stream's loop gets mapped transactions from. Belongs to one thread. */
interface Supply extends AutoCloseable {

  /**
   * What has arrived, in log order, waiting up to {@code patience} for the first. A failure of the
   * stream comes after everything that arrived before it. Whoever takes again has applied what was
   * taken before.
   */
  Arrived take(Duration patience);

  /** Lets the stream go. */
  @Override
  void close();

  /**
   * Transactions in log order.
   *
   * @param nextOffset where to continue after all of them have been applied
   */
  record Arrived(List<Mapped> transactions, long nextOffset) {}
}
