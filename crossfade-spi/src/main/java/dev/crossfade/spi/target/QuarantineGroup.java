package dev.crossfade.spi.target;

import dev.crossfade.core.audit.TreeHasher;

/**
 * Open quarantine items that share a reason.
 *
 * @param entity name of the entity
 * @param code {@code CF-nnnn}
 * @param column offending target column, may be empty
 * @param message the reason
 * @param count how many
 * @param parent entity without whose rows the target refuses them; empty if it is not known to be
 *     so. Once a replay has written rows of that entity, it asks for these to be replayed
 */
public record QuarantineGroup(
    String entity, String code, String column, String message, long count, String parent) {

  private static final int ID_DIGITS = 8;

  /** A group that waits for nobody. */
  public QuarantineGroup(String entity, String code, String column, String message, long count) {
    this(entity, code, column, message, count, "");
  }

  /** A short name that stays the same: of entity, code and column. */
  public String id() {
    String text = String.join("\0", entity, code, column);
    return new TreeHasher().leaf(text).hex().substring(0, ID_DIGITS);
  }
}
