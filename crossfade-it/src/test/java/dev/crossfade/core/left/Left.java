package dev.crossfade.core.left;

import dev.crossfade.core.right.Right;

/** A bad example: one half of a cycle. */
public final class Left {
  Right forbidden;
}
