package dev.crossfade.engine.bad;

import io.vertx.core.buffer.Buffer;

/** A bad example: the engine knows ports, not Vert.x. */
final class SpeaksVertx {
  Buffer forbidden = Buffer.buffer();
}
