package dev.crossfade.spi.reverse;

import org.jspecify.annotations.Nullable;

/**
 * A transaction that is never committed, or why there is none.
 *
 * @param session {@link LegacySession#commit} is an {@code IllegalStateException}; null where
 *     something of it would last, or be seen
 * @param lasting what that is, in words that follow the table's name; empty when there is a session
 */
public record Rehearsal(@Nullable LegacySession session, String lasting) {

  /** One that can begin. */
  public static Rehearsal of(LegacySession session) {
    return new Rehearsal(session, "");
  }

  /** None. */
  public static Rehearsal without(String lasting) {
    return new Rehearsal(null, lasting);
  }
}
