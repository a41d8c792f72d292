package dev.crossfade.jdbc.source;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Where something stands that hands out keys.
 *
 * @param next key that it hands out; beyond its bounds once it has none left
 * @param step to the key after; less than nothing for one that counts down
 * @param least key that it may hand out, and the columns can hold
 * @param most the same
 */
public record Counter(BigInteger next, BigInteger step, BigInteger least, BigInteger most) {

  public Counter {
    if (step.signum() == 0) {
      throw new IllegalArgumentException("it would hand out one key again and again");
    }
  }

  public Counter(long next, long step, long least, long most) {
    this(
        BigInteger.valueOf(next),
        BigInteger.valueOf(step),
        BigInteger.valueOf(least),
        BigInteger.valueOf(most));
  }

  public boolean ascends() {
    return step.signum() > 0;
  }

  /** Whether all that it hands out from here on is past a key. */
  public boolean past(BigInteger key) {
    return ascends() ? next.compareTo(key) > 0 : next.compareTo(key) < 0;
  }

  /** Whether it has none left. */
  public boolean exhausted() {
    return next.compareTo(least) < 0 || next.compareTo(most) > 0;
  }

  /** With columns that hold less than it may hand out. */
  public Counter within(BigInteger lowest, BigInteger highest) {
    return new Counter(next, step, least.max(lowest), most.min(highest));
  }

  /**
   * The first of its own keys that is past another, so that keys which several servers hand out in
   * turn stay apart. Empty when its bounds do not allow any.
   */
  public Optional<BigInteger> beyond(BigInteger key) {
    Counter moved = this;
    if (!past(key)) {
      BigInteger steps = key.subtract(next).divide(step).add(BigInteger.ONE);
      moved = new Counter(next.add(steps.multiply(step)), step, least, most);
    }
    return moved.exhausted() ? Optional.empty() : Optional.of(moved.next);
  }
}
