package dev.crossfade.right;

import dev.crossfade.left.Left;

/** A bad example: the other half of a cycle. */
public final class Right {
  Left forbidden;
}
