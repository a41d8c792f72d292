package dev.crossfade.engine.bad;

import java.time.Clock;

/** A bad example: hidden time. */
final class MakesItsOwnClock {
  Clock forbidden = Clock.systemUTC();
}
