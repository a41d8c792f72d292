package dev.crossfade.spi.bad;

import org.slf4j.Logger;

/** A bad example: a library type in a port. */
final class ShowsLibraryType {
  Logger forbidden() {
    throw new UnsupportedOperationException();
  }
}
