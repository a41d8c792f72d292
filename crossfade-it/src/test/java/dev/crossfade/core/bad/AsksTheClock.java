package dev.crossfade.core.bad;

import java.time.Instant;

/** A bad example: hidden time. */
final class AsksTheClock {
  Instant forbidden = Instant.now();
}
