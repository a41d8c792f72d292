package dev.crossfade.engine.verify;

import dev.crossfade.engine.verify.RefusedGatherer.Nameless;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What several looks at refused rows say together. A row is lost when no look found it and it did
 * not change from one to the next; one that did is open, like one for which there is a spare copy.
 */
final class RefusedRounds {

  private @Nullable Set<String> names;
  private Map<Nameless, Long> resting = Map.of();
  private RefusedMatch last = new RefusedMatch(List.of(), Map.of());

  void add(RefusedMatch match) {
    Map<Nameless, Long> now =
        match.left().stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
    Set<String> called =
        match.left().stream()
            .map(Nameless::fullName)
            .collect(Collectors.toCollection(HashSet::new));
    if (names != null) {
      called.retainAll(names);
      Map<Nameless, Long> before = resting;
      now.keySet().retainAll(before.keySet());
      now.replaceAll((row, count) -> Math.min(count, before.getOrDefault(row, 0L)));
    }
    names = called;
    resting = now;
    last = match;
  }

  /** Whether every row was found at least once. */
  boolean settled() {
    return names != null && names.isEmpty();
  }

  /** How many rows may be in quarantine as they are, or not. */
  long open() {
    Set<String> never = names == null ? Set.of() : names;
    long left = last.left().stream().filter(row -> never.contains(row.fullName())).count();
    return left - lost().size();
  }

  /** Names of rows that are certainly not in quarantine. */
  List<String> lost() {
    Map<String, Integer> spare = new HashMap<>(last.spare());
    List<Nameless> rows = new ArrayList<>();
    resting.forEach(
        (row, count) -> {
          for (long i = 0; i < count; i++) {
            rows.add(row);
          }
        });
    rows.sort(Comparator.comparing(Nameless::fullName));
    List<String> lost = new ArrayList<>();
    for (Nameless row : rows) {
      if (spare.merge(row.source(), -1, Integer::sum) < 0) {
        lost.add(row.fullName());
      }
    }
    return lost;
  }
}
