package dev.crossfade.core.bad;

import java.util.Random;

/** A bad example: randomness without a seed. */
final class Rolls {
  Random forbidden = new Random();
}
