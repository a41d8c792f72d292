package dev.crossfade.spi.target;

import org.jspecify.annotations.Nullable;

/**
 * A source value of one row that is taken to be another one. It counts only where the mapping
 * refuses the row as it is, and only as long as its source still shows the value that was
 * corrected.
 *
 * @param mapping number of the mapping
 * @param sourceKey the source key in readable form
 * @param column name of the source column
 * @param before text form of the value that its source shows; null for NULL
 * @param after text form of the value in its place; null for NULL
 */
public record Correction(
    int mapping, String sourceKey, String column, @Nullable String before, @Nullable String after) {

  @Override
  public String toString() {
    return "Correction[" + mapping + " " + column + "]";
  }
}
