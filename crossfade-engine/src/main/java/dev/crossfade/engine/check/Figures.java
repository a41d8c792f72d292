package dev.crossfade.engine.check;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Figures of one side.
 *
 * @param numbers by label
 * @param nulls labels whose figure is NULL, which is no number
 */
record Figures(Map<String, BigDecimal> numbers, Set<String> nulls) {

  Figures {
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
    nulls = Collections.unmodifiableSet(new TreeSet<>(nulls));
  }

  static Figures of(Map<String, BigDecimal> numbers) {
    return new Figures(numbers, Set.of());
  }

  /** The labels of all sides, in order. */
  static Set<String> labels(Figures... sides) {
    Set<String> labels = new TreeSet<>();
    for (Figures side : sides) {
      labels.addAll(side.numbers.keySet());
      labels.addAll(side.nulls);
    }
    return labels;
  }

  /** What is not there counts as zero. */
  BigDecimal number(String label) {
    return numbers.getOrDefault(label, BigDecimal.ZERO);
  }

  boolean isNull(String label) {
    return nulls.contains(label);
  }
}
