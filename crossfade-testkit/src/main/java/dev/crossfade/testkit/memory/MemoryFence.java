package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.OwnershipLostException;

/** The epoch under which one opened in-memory target works. Thread-safe. */
final class MemoryFence {

  private volatile long ours;

  void raised(long epoch) {
    ours = epoch;
  }

  void check(MemoryData data) {
    check(data, ours);
  }

  static void check(MemoryData data, long epoch) {
    if (data.epoch > epoch) {
      throw new OwnershipLostException("epoch " + data.epoch + " is later than " + epoch);
    }
  }
}
