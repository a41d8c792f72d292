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
 * @param sourceKeyText the source key in readable form; empty when it cannot be read; for a row of
 *     a table without key a name made of all of its values, which equal rows share
 * @param op what the change was; INSERT for a history row
 * @param position of the change; null for a history row
 * @param code {@code CF-nnnn} of the reason
 * @param column the offending target column or constraint, {@code check:} and a name, {@code where}
 *     or {@code key}; empty if it is about the whole row
 * @param message the reason without row data
 * @param payload the row as JSON text. An object with one member that says which row it is: {@code
 *     source} for the source row (what the mapping refused, and all history rows but duplicates) or
 *     {@code target} for the mapped row (changes that the target refused, changes held behind
 *     others, and duplicate keys); such a change is mapped again from the source row that {@code
 *     sourceKeyText} names. The member's value maps columns to text forms, NULL to null and an
 *     unreadable value to an object with the member {@code unreadable}; values the log did not
 *     carry are left out
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

  private static final String SOURCE_ROW = "{\"source\":";

  /** Text as a target can hold it: a NUL, the very reason of many a refusal, becomes visible. */
  public static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
  }

  /** Whether it is a history row that was refused, and so was never written. */
  public boolean fromHistory() {
    return position == null && payload.startsWith(SOURCE_ROW);
  }

  @Override
  public String toString() {
    return "ParkedChange[" + entity + " " + code + " " + column + "]";
  }
}
