package dev.crossfade.mapping.expression;

import dev.crossfade.mapping.key.Origin;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an expression without running it.
 *
 * @param columns positions of the columns it reads, ascending
 * @param directColumn the column it is, or -1
 * @param inversion how columns are found from the result; null when none can be
 * @param origin what it keeps of all columns, if they are NOT NULL
 * @param taxonomies names of the taxonomies it uses
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Facts(
    int[] columns,
    int directColumn,
    @Nullable Inversion inversion,
    Origin origin,
    Set<String> taxonomies) {

  Facts {
    taxonomies = Set.copyOf(taxonomies);
  }
}
