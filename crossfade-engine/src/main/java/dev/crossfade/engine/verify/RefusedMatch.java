package dev.crossfade.engine.verify;

import dev.crossfade.engine.verify.RefusedGatherer.Nameless;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds for each refused row its copy in quarantine: of the same source, with the same values. Rows
 * that have a source key are called alike on both sides. Rows without one are named after the
 * spelling of their values, so that the name does not have to agree where the values do; and where
 * those do not, a spare copy may still be the row, in a spelling that nobody can compare.
 *
 * @param left rows for which there is no copy
 * @param spare how many copies of each source may be one of them nevertheless
 */
record RefusedMatch(List<Nameless> left, Map<String, Integer> spare) {

  /** Matches rows that have the same name on both sides. */
  static RefusedMatch byName(List<Nameless> rows, List<Parked> parked) {
    return new RefusedMatch(bySource(rows, parked), Map.of());
  }

  /** Matches rows whose names may differ. */
  static RefusedMatch byValues(List<Nameless> rows, List<Parked> parked) {
    List<Parked> copies = new ArrayList<>(parked);
    List<Nameless> left =
        unmatched(
            bySource(rows, copies),
            copies,
            (row, copy) -> row.source().equals(copy.source()) && same(row, copy));
    Map<String, Integer> spare = new HashMap<>();
    copies.forEach(copy -> spare.merge(copy.source(), 1, Integer::sum));
    return new RefusedMatch(left, spare);
  }

  /** Takes the copies that are found out of what is parked. */
  private static List<Nameless> bySource(List<Nameless> rows, List<Parked> parked) {
    Map<String, List<Parked>> copies =
        grouped(parked, copy -> RefusedWithoutKey.name(copy.source(), copy.name()));
    parked.clear();
    List<Nameless> left = new ArrayList<>();
    grouped(rows, Nameless::fullName)
        .forEach(
            (name, some) ->
                left.addAll(unmatched(some, copies.getOrDefault(name, new ArrayList<>()))));
    copies.values().forEach(parked::addAll);
    return left;
  }

  private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> by) {
    Map<String, List<T>> groups = new HashMap<>();
    all.forEach(each -> groups.computeIfAbsent(by.apply(each), any -> new ArrayList<>()).add(each));
    return groups;
  }

  /** Prefers copies that are spelled like their row, so that none is taken away from it. */
  private static List<Nameless> unmatched(List<Nameless> rows, List<Parked> copies) {
    List<Nameless> left = unmatched(rows, copies, (row, copy) -> copy.rows().contains(row.row()));
    return unmatched(left, copies, RefusedMatch::same);
  }

  private static boolean same(Nameless row, Parked copy) {
    return copy.holds(row.row());
  }

  /** Takes a copy out for every row that has one; returns the other rows. */
  private static List<Nameless> unmatched(
      List<Nameless> rows, List<Parked> copies, BiPredicate<Nameless, Parked> same) {
    List<Nameless> left = new ArrayList<>();
    for (Nameless row : rows) {
      boolean found = false;
      for (Iterator<Parked> each = copies.iterator(); each.hasNext() && !found; ) {
        if (same.test(row, each.next())) {
          each.remove();
          found = true;
        }
      }
      if (!found) {
        left.add(row);
      }
    }
    return left;
  }
}
