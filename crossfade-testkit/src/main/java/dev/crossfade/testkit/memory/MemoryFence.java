package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.OwnershipLostException;

/** By what right one opened in-memory target works: an epoch, maybe by an offer. Thread-safe. */
final class MemoryFence {

  private static final long OWNER = -1;

  private volatile Right ours = new Right(0, OWNER);

  private record Right(long epoch, long offer) {

    boolean over(MemoryData data) {
      boolean guest = offer != OWNER;
      return data.epoch > epoch || (guest && (data.epoch != epoch || data.offered != offer));
    }
  }

  void raised(long epoch) {
    ours = new Right(epoch, OWNER);
  }

  void accepted(MemoryData data) {
    ours = new Right(data.epoch, data.offered);
  }

  boolean stands(MemoryData data) {
    return !ours.over(data);
  }

  void check(MemoryData data) {
    check(data, ours);
  }

  /** The same for what others may do as well: whoever never had an epoch is not asked for one. */
  void keep(MemoryData data) {
    if (ours.epoch() > 0) {
      check(data, ours);
    }
  }

  static void check(MemoryData data, long epoch) {
    check(data, new Right(epoch, OWNER));
  }

  private static void check(MemoryData data, Right right) {
    if (right.over(data)) {
      throw new OwnershipLostException(
          "epoch " + data.epoch + ", offer " + data.offered + " is later than " + right);
    }
  }
}
