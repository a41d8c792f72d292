package dev.crossfade.left;

import dev.crossfade.right.Right;

/** A bad example: one half of a cycle. */
public final class Left {
  Right forbidden;
}
