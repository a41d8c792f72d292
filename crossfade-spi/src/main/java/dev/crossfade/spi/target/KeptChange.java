package dev.crossfade.spi.target;

import dev.crossfade.core.change.Change;
import org.jspecify.annotations.Nullable;

/**
 * A change of a table that is held.
 *
 * @param change with its images as the log has them
 * @param transaction {@link dev.crossfade.core.change.SourceTransaction#snapshotId()} of its
 *     transaction
 */
public record KeptChange(Change change, long transaction) {

  public KeptChange {
    if (!change.raw()) {
      throw new IllegalArgumentException("its images were read: " + change);
    }
  }

  /** About the characters that it holds on to. */
  public long weight() {
    return length(Change.rawText(change.before())) + length(Change.rawText(change.after()));
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
