package dev.crossfade.core.problem;

/**
 * A place in a file of the specification.
 *
 * @param file path relative to the specification folder
 * @param line 1-based
 * @param column 1-based, in code points
 */
public record Location(String file, int line, int column) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
