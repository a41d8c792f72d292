package dev.crossfade.core.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A controlled vocabulary: which spellings mean which value.
 *
 * @param name as used in {@code taxonomy('name', x)}
 * @param caseSensitive whether case distinguishes spellings
 * @param otherwise what becomes of a spelling that is not listed
 * @param values value to its spellings; the value itself is always a spelling
 */
public record TaxonomySpec(
    String name, boolean caseSensitive, Otherwise otherwise, Map<String, List<String>> values) {

  public TaxonomySpec {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((value, spellings) -> copy.put(value, List.copyOf(spellings)));
    values = Collections.unmodifiableMap(copy);
  }

  /** What becomes of an unlisted spelling. */
  public sealed interface Otherwise {

    /** The row is refused. */
    record Refuse() implements Otherwise {}

    /** NULL. */
    record Null() implements Otherwise {}

    /** A fixed value. */
    record Value(String text) implements Otherwise {}
  }
}
