package dev.crossfade.core.compare;

/**
 * A place in the stream of a source: every change that is committed later stands behind it.
 *
 * @param stream identity of the stream
 * @param offset where a reader would go on
 */
public record Bookmark(String stream, long offset) {}
