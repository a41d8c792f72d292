package dev.crossfade.oracle.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states a row may be in at the end: the last acknowledged one, or one of those that unknown
 * outcomes after it may have left. Each state knows the operation that made it. Not thread-safe.
 */
final class Expected {

  /** The state of a row that is not there. */
  static final String ABSENT = "";

  private final Map<String, String> states = new LinkedHashMap<>();
  private String last = ABSENT;

  /** The operation's commit returned. */
  void certainly(String state, String uid) {
    states.clear();
    states.put(state, uid);
    last = uid;
  }

  /** The operation may have been committed. */
  void perhaps(String state, String uid, String before) {
    if (states.isEmpty()) {
      states.put(before, ABSENT);
    }
    states.put(state, uid);
  }

  /** Whether the target may show this; null means the row is not there. */
  boolean allows(@Nullable String shown) {
    String state = shown == null ? ABSENT : shown;
    return states.containsKey(state) || states.containsKey(UNTOUCHED);
  }

  /** Stands for whatever the row was before the journal. */
  static final String UNTOUCHED = "\0untouched";

  /** The last acknowledged operation on the row, empty if there is none. */
  String lastAcknowledged() {
    return last;
  }
}
