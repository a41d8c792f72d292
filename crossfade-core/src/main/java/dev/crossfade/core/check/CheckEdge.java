package dev.crossfade.core.check;

/**
 * Says that one node comes behind another.
 *
 * @param from the node that comes first
 * @param to the node that comes behind it
 * @param kind what the first one's result means for the other
 */
public record CheckEdge(String from, String to, Kind kind) {

  /** What the result of one node means for another. */
  public enum Kind {
    /** The other makes no sense unless this one has passed: it is skipped. */
    NEEDS,
    /** The other only comes later, whatever is found. */
    AFTER
  }

  @Override
  public String toString() {
    return from + " -> " + to;
  }
}
