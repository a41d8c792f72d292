package dev.crossfade.spi.target;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import org.jspecify.annotations.Nullable;

/**
 * A change or history row that could not be accepted, with what is needed to explain and replay it.
 *
 * @param entity name of the entity
 * @param mapping place of the mapping in the specification
 * @param source name of the source
 * @param key target key, null when it cannot be computed or the entity has none
 * @param sourceKeyText the source key in readable form, for people
 * @param op what the change was; INSERT for a history row
 * @param position of the change; null for a history row
 * @param code {@code CF-nnnn} of the reason
 * @param column the offending target column, empty if it is about the whole row
 * @param message the reason without row data
 * @param payload the source row as JSON text (column to text form), to replay it
 * @param mappingVersion the version that refused it
 */
public record ParkedChange(
    String entity,
    int mapping,
    String source,
    @Nullable Key key,
    String sourceKeyText,
    Op op,
    @Nullable Position position,
    String code,
    String column,
    String message,
    String payload,
    String mappingVersion) {

  @Override
  public String toString() {
    return "ParkedChange[" + entity + " " + code + " " + column + "]";
  }
}
