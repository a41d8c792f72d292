package dev.crossfade.core.check;

import dev.crossfade.core.schema.Key;
import org.jspecify.annotations.Nullable;

/**
 * A row that differs for certain, as both sides show it.
 *
 * @param key its key
 * @param name its key for people
 * @param expected as its mapping makes it; null when the sources do not have it
 * @param observed as production has it; null when it is not there
 */
public record RowPair(
    Key key,
    String name,
    @Nullable Object @Nullable [] expected,
    @Nullable Object @Nullable [] observed) {}
