package dev.crossfade.core.right;

import dev.crossfade.core.left.Left;

/** A bad example: the other half of a cycle. */
public final class Right {
  Left forbidden;
}
