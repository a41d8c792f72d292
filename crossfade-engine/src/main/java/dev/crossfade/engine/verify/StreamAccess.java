package dev.crossfade.engine.verify;

import dev.crossfade.spi.source.ChangeStream;

/** Opens the streams of sources once more, beside whoever applies them. */
@FunctionalInterface
public interface StreamAccess {

  /**
   * The stream of a source; the caller closes it.
   *
   * @param source its name
   */
  ChangeStream open(String source);
}
