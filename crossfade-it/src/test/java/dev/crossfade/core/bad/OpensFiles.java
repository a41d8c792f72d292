package dev.crossfade.core.bad;

import java.nio.file.Path;

/** A bad example: a value that does I/O. */
final class OpensFiles {
  Path forbidden = Path.of("x");
}
