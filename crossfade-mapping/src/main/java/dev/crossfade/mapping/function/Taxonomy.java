package dev.crossfade.mapping.function;

import dev.crossfade.core.spec.TaxonomySpec;
import dev.crossfade.mapping.problem.MappingProblem;
import dev.crossfade.mapping.value.BoundedCache;
import dev.crossfade.mapping.value.RowFailure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A taxonomy at work: spellings are trimmed, white space is folded, case as declared. */
public final class Taxonomy {

  private static final int REMEMBERED = 20_000;

  private final TaxonomySpec spec;
  private final Map<String, String> values = new HashMap<>();
  private final BoundedCache cache = new BoundedCache(REMEMBERED, this::search);

  public Taxonomy(TaxonomySpec spec) {
    this.spec = spec;
    spec.values()
        .forEach(
            (value, spellings) -> {
              values.put(normal(spec, value), value);
              spellings.forEach(spelling -> values.put(normal(spec, spelling), value));
            });
  }

  /** The form in which spellings are compared; two values may not share one. */
  public static String normal(TaxonomySpec spec, String spelling) {
    String folded = Texts.folded(spelling);
    return spec.caseSensitive() ? folded : folded.toLowerCase(Locale.ROOT);
  }

  @Nullable String value(String spelling) {
    String found = cache.get(spelling);
    if (found != null) {
      return found;
    }
    if (spec.otherwise() instanceof TaxonomySpec.Otherwise.Value value) {
      return value.text();
    }
    if (spec.otherwise() instanceof TaxonomySpec.Otherwise.Null) {
      return null;
    }
    throw new RowFailure(
        MappingProblem.NOT_IN_TAXONOMY,
        "a spelling is not listed in taxonomy '" + spec.name() + "'");
  }

  @Nullable String valueOr(String spelling, @Nullable String otherwise) {
    String found = cache.get(spelling);
    return found == null ? otherwise : found;
  }

  private @Nullable String search(String spelling) {
    return values.get(normal(spec, spelling));
  }
}
