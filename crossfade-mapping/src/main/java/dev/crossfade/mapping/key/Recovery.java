package dev.crossfade.mapping.key;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which source columns can be told from a target key. Where all columns of the source key can, no
 * two source rows have the same target key.
 */
public final class Recovery {

  private final Set<Integer> known = new TreeSet<>();

  private Recovery() {}

  /** Positions of the source columns that follow from the values of these key columns. */
  public static Set<Integer> of(List<Origin> keyColumns) {
    Recovery recovery = new Recovery();
    boolean more = true;
    while (more) {
      more = false;
      for (Origin column : keyColumns) {
        if (column instanceof Origin.Kept kept) {
          more |= recovery.take(kept.parts());
        }
      }
    }
    return recovery.known;
  }

  /**
   * Takes a text apart from both ends, as far as the end of each part is certain. One part may be
   * left over: it is what remains between the others.
   */
  private boolean take(List<Part> parts) {
    int before = known.size();
    int from = 0;
    int to = parts.size();
    while (from < to && endIsCertain(parts, from)) {
      take(parts.get(from++));
    }
    while (from < to && startIsCertain(parts, to - 1)) {
      take(parts.get(--to));
    }
    if (to - from == 1) {
      take(parts.get(from));
    }
    return known.size() > before;
  }

  private void take(Part part) {
    if (part instanceof Part.Value value) {
      known.add(value.column());
    }
  }

  private boolean endIsCertain(List<Part> parts, int i) {
    return isKnown(parts.get(i)) || Seams.endIsCertain(parts, i);
  }

  private boolean startIsCertain(List<Part> parts, int i) {
    return isKnown(parts.get(i)) || Seams.startIsCertain(parts, i);
  }

  private boolean isKnown(Part part) {
    return part instanceof Part.Value value && known.contains(value.column());
  }
}
