package dev.crossfade.oracle.fence;

import java.util.ArrayList;
import java.util.List;

/**
 * When a place certainly was open: between tries in a row that were all accepted, from the end of
 * the first to the beginning of the last. A try alone says only that it was open once in its time.
 */
final class Runs {

  /**
   * A stretch of time.
   *
   * @param from nanoseconds
   * @param to nanoseconds
   */
  record Stretch(long from, long to) {

    boolean overlaps(Stretch other) {
      return from < other.to && other.from < to;
    }

    boolean covers(Attempt attempt) {
      return from <= attempt.begin() && attempt.end() <= to;
    }
  }

  private Runs() {}

  static List<Stretch> open(List<Attempt> attempts) {
    List<Stretch> open = new ArrayList<>();
    Attempt first = null;
    Attempt last = null;
    for (Attempt attempt : attempts) {
      if (attempt.result() == Attempt.Result.ACCEPTED) {
        first = first == null ? attempt : first;
        last = attempt;
      } else if (first != null && last != null) {
        add(open, first, last);
        first = null;
      }
    }
    if (first != null && last != null) {
      add(open, first, last);
    }
    return open;
  }

  private static void add(List<Stretch> open, Attempt first, Attempt last) {
    if (first.end() < last.begin()) {
      open.add(new Stretch(first.end(), last.begin()));
    }
  }

  /** Number of times at which both certainly were open. */
  static int together(List<Attempt> one, List<Attempt> other) {
    List<Stretch> here = open(one);
    List<Stretch> there = open(other);
    int together = 0;
    for (Stretch stretch : here) {
      together += (int) there.stream().filter(stretch::overlaps).count();
    }
    return together + inside(one, there) + inside(other, here);
  }

  /** Tries that were accepted while the other place certainly was open. */
  private static int inside(List<Attempt> attempts, List<Stretch> open) {
    return (int)
        attempts.stream()
            .filter(each -> each.result() == Attempt.Result.ACCEPTED)
            .filter(each -> open.stream().anyMatch(stretch -> stretch.covers(each)))
            .count();
  }
}
