package dev.crossfade.core.change;

/**
 * An image of a row as the log has it, which nobody has read. It is the only element of its row
 * array.
 *
 * @param text as the adapter that captured it spells rows; empty where the change has no image
 */
public record RawImage(String text) {}
