package dev.crossfade.core.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The leaves with which every log begins: the first one says which log it is, and a later one,
 * before anything is signed, by which key.
 */
public final class LogStart {

  private LogStart() {}

  /** The first leaf of all; its id keeps a second one out of the log. */
  public static Leaf leaf(String origin, Instant at, String actor) {
    return new Leaf("log", LeafKind.LOG, at, actor, origin, Map.of("origin", origin));
  }

  /** The first key; its id keeps another first one out of the log. */
  public static Leaf firstKey(String origin, NoteKey key, Instant at, String actor) {
    return new Leaf(
        "key/first", LeafKind.KEY, at, actor, origin, Map.of("after", key.text(), "before", ""));
  }

  static boolean isFirstKey(Map<String, ? extends @Nullable Object> body) {
    return Members.text(body, "before").isEmpty();
  }
}
