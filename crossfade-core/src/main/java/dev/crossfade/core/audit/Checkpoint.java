package dev.crossfade.core.audit;

import java.util.List;

/**
 * The state of a log at one moment, in the form of C2SP tlog-checkpoint: three lines of text.
 *
 * @param origin which log
 * @param size how many leaves it has
 * @param root of the tree of these leaves
 */
public record Checkpoint(String origin, long size, TreeHash root) {

  public Checkpoint {
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
      throw new IllegalArgumentException("no checkpoint of " + size + " leaves");
    }
  }

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /**
   * The inverse of {@link #text()}; further lines are passed over, as the form allows them.
   *
   * @throws IllegalArgumentException when it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 3 || !text.endsWith("\n")) {
      throw new IllegalArgumentException("a checkpoint has three lines");
    }
    if (!lines.get(1).matches("0|[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException("no size: " + lines.get(1));
    }
    return new Checkpoint(
        lines.get(0), Long.parseLong(lines.get(1)), TreeHash.decode(lines.get(2)));
  }
}
