package dev.crossfade.core.compare;

/**
 * Arithmetic modulo the prime 2^61 - 1. Elements are longs from 0 to the prime, without it.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Mersenne_prime">Mersenne primes</a>, whose remainders
 *     are found by shifting and adding
 */
final class Field61 {

  static final long PRIME = (1L << 61) - 1;

  private Field61() {}

  /** The element that any number stands for. */
  static long of(long number) {
    return Math.floorMod(number, PRIME);
  }

  /** The number of least magnitude that an element stands for. */
  static long number(long element) {
    return element > PRIME / 2 ? element - PRIME : element;
  }

  static long add(long one, long other) {
    long sum = one + other;
    return sum >= PRIME ? sum - PRIME : sum;
  }

  static long subtract(long one, long other) {
    return one >= other ? one - other : one - other + PRIME;
  }

  static long multiply(long one, long other) {
    long high = Math.multiplyHigh(one, other);
    long low = one * other;
    return add(low & PRIME, (high << 3) | (low >>> 61));
  }

  /** The inverse of an element that is not 0, by Fermat's little theorem. */
  static long inverse(long element) {
    long result = 1;
    long power = element;
    for (long left = PRIME - 2; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        result = multiply(result, power);
      }
      power = multiply(power, power);
    }
    return result;
  }
}
