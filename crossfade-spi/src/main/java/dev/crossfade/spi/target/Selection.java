package dev.crossfade.spi.target;

import org.jspecify.annotations.Nullable;

/**
 * Which open quarantine items are meant. What is null does not matter.
 *
 * @param entity name of the entity
 * @param code {@code CF-nnnn} of the reason
 * @param column offending column
 * @param sourceKey the source key in readable form
 */
public record Selection(
    @Nullable String entity,
    @Nullable String code,
    @Nullable String column,
    @Nullable String sourceKey) {

  /** Everything that is parked. */
  public static final Selection ALL = new Selection(null, null, null, null);

  /** All items of a group. */
  public static Selection of(QuarantineGroup group) {
    return new Selection(group.entity(), group.code(), group.column(), null);
  }

  /** Those of them that are one row. */
  public Selection row(@Nullable String key) {
    return new Selection(entity, code, column, key);
  }

  /** Whether a parked change is meant. */
  public boolean matches(ParkedChange change) {
    return (entity == null || entity.equals(change.entity()))
        && (code == null || code.equals(change.code()))
        && (column == null || column.equals(change.column()))
        && (sourceKey == null || sourceKey.equals(change.sourceKeyText()));
  }

  @Override
  public String toString() {
    return "Selection[" + entity + " " + code + " " + column + "]";
  }
}
