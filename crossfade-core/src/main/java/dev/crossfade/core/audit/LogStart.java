package dev.crossfade.core.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first leaf of every log, which says which log it is and who signs it.
 *
 * @param origin of the log
 * @param key that signs it from the start
 */
public record LogStart(String origin, NoteKey key) {

  /** As a leaf; its id keeps a second one out of the log. */
  public Leaf leaf(Instant at, String actor) {
    return new Leaf(
        "log", LeafKind.LOG, at, actor, origin, Map.of("origin", origin, "key", key.text()));
  }

  /**
   * The start that a leaf's body states.
   *
   * @throws IllegalArgumentException when it states none
   */
  public static LogStart of(Map<String, ? extends @Nullable Object> body) {
    return new LogStart(Members.text(body, "origin"), NoteKey.parse(Members.text(body, "key")));
  }
}
