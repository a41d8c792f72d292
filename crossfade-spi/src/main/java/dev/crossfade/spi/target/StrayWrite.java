package dev.crossfade.spi.target;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;

/**
 * A change that somebody made in a source while the target took the writes: past a fence that was
 * opened by hand. It is not applied.
 *
 * @param source name of the source
 * @param entity name of the entity that its row belongs to
 * @param op what happened to the row
 * @param key text of the row's key, in the entity or else in the source; empty when all rows were
 *     meant, or none is known
 * @param position in the source's log
 */
public record StrayWrite(String source, String entity, Op op, String key, Position position) {}
