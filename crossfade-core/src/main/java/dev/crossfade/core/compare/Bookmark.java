package dev.crossfade.core.compare;

/**
 * A place in the stream of a source: every change that is committed later stands behind it.
 *
 * @param stream identity of the stream
 * @param offset where a reader would go on
 */
public record Bookmark(String stream, long offset) {

  /**
   * Under this name, which no source can have, the bookmarks of a verdict say how often rows had
   * been written of which no log tells.
   */
  public static final String UNLOGGED = "*";

  /** What stands under that name. */
  public static Bookmark unlogged(long count) {
    return new Bookmark(UNLOGGED, count);
  }
}
