package dev.crossfade.core.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The most frequent values of a column.
 *
 * @param counts how often each occurs
 * @param rows how many values there are altogether, others included
 */
public record TopValues(Map<String, Long> counts, long rows) {

  public TopValues {
    counts = Map.copyOf(counts);
  }

  /**
   * A value whose share is another one.
   *
   * @param value the value
   * @param expected its share on one side
   * @param observed its share on the other side
   */
  public record Shift(String value, double expected, double observed) {
    double size() {
      return Math.abs(expected - observed);
    }
  }

  /** The share of a value, from 0 to 1. */
  public double share(String value) {
    return rows == 0 ? 0 : counts.getOrDefault(value, 0L) / (double) rows;
  }

  /** The values whose share differs by more than this, the largest difference first. */
  public List<Shift> shifted(TopValues observed, double most) {
    List<Shift> shifts = new ArrayList<>();
    for (String value : values(observed)) {
      Shift shift = new Shift(value, share(value), observed.share(value));
      if (shift.size() > most) {
        shifts.add(shift);
      }
    }
    shifts.sort(Comparator.comparingDouble(Shift::size).reversed().thenComparing(Shift::value));
    return shifts;
  }

  /** Both sides in bins for {@link Psi}: one for each value of either, one for all others. */
  public double psi(TopValues observed) {
    List<String> values = List.copyOf(values(observed));
    return Psi.of(bins(values), observed.bins(values));
  }

  private TreeSet<String> values(TopValues other) {
    TreeSet<String> values = new TreeSet<>(counts.keySet());
    values.addAll(other.counts.keySet());
    return values;
  }

  private long[] bins(List<String> values) {
    long[] bins = new long[values.size() + 1];
    long rest = rows;
    for (int i = 0; i < values.size(); i++) {
      bins[i] = counts.getOrDefault(values.get(i), 0L);
      rest -= bins[i];
    }
    bins[values.size()] = Math.max(0, rest);
    return bins;
  }
}
