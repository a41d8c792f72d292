package dev.crossfade.core.cutover;

import java.time.Duration;

/**
 * One item of the list that says go or no go.
 *
 * @param item its name
 * @param state how it stands
 * @param value what was found
 * @param limit what it is held against
 * @param age of what was found
 * @param why it stands so
 * @param fix what to do about it
 */
public record Gate(
    String item, State state, String value, String limit, Duration age, String why, String fix) {

  /** How an item can stand. */
  public enum State {
    PASS,
    FAIL,
    /** It passed, too long ago. */
    STALE,
    /** Nobody knows. */
    UNKNOWN
  }

  /** The same, unless what was found is older than this. */
  public Gate fresherThan(Duration longest) {
    return state == State.PASS && age.compareTo(longest) > 0
        ? new Gate(
            item,
            State.STALE,
            value,
            limit,
            age,
            "it is %d s old, more than %d s".formatted(age.toSeconds(), longest.toSeconds()),
            "let it be found out again")
        : this;
  }
}
