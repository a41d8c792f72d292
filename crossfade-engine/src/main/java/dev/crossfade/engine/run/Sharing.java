package dev.crossfade.engine.run;

import dev.crossfade.spi.source.StreamRota;
import java.util.Collection;

/** How processes share the streams of a migration. */
@FunctionalInterface
public interface Sharing {

  /** Takes part for these sources, whose streams exist. */
  StreamRota open(Collection<String> sources);
}
