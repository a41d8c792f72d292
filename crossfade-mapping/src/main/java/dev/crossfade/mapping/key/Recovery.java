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
    return lengthIsCertain(parts.get(i))
        || (i + 1 < parts.size()
            && parts.get(i) instanceof Part.Value value
            && parts.get(i + 1) instanceof Part.Literal next
            && !next.text().isEmpty()
            && !value.letters().may(next.text().charAt(0)));
  }

  private boolean startIsCertain(List<Part> parts, int i) {
    return lengthIsCertain(parts.get(i))
        || (i > 0
            && parts.get(i) instanceof Part.Value value
            && parts.get(i - 1) instanceof Part.Literal last
            && !last.text().isEmpty()
            && !value.letters().may(last.text().charAt(last.text().length() - 1)));
  }

  private boolean lengthIsCertain(Part part) {
    return !(part instanceof Part.Value value)
        || value.letters().length() > 0
        || known.contains(value.column());
  }
}
