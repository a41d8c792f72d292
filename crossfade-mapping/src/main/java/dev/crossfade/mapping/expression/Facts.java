package dev.crossfade.mapping.expression;

import dev.crossfade.mapping.key.Origin;
import dev.crossfade.mapping.value.Reversibility;
import java.util.Set;

/**
 * What is known of an expression without running it.
 *
 * @param columns positions of the columns it reads, ascending
 * @param directColumn the column it is, or -1
 * @param reversibility what it keeps of a single column
 * @param origin what it keeps of all columns, if they are NOT NULL
 * @param taxonomies names of the taxonomies it uses
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Facts(
    int[] columns,
    int directColumn,
    Reversibility reversibility,
    Origin origin,
    Set<String> taxonomies) {

  Facts {
    taxonomies = Set.copyOf(taxonomies);
  }
}
