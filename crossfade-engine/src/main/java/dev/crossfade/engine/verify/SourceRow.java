package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Key;

/**
 * A source row and the key it should have in production.
 *
 * @param key target key
 * @param mapping place of the mapping in the scope
 * @param sourceKey key of the row in its source table
 */
record SourceRow(Key key, int mapping, Key sourceKey) {}
