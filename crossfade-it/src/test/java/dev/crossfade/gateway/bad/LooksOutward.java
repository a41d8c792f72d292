package dev.crossfade.gateway.bad;

import dev.crossfade.server.bad.Anything;

/** A bad example: it uses a module it must not know. */
final class LooksOutward {
  Anything forbidden = new Anything();
}
