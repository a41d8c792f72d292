package dev.crossfade.spi.target;

/**
 * The part of a replay that the owner of one source's stream carries out.
 *
 * @param act who asked, and for what
 * @param source name of the source
 * @param what which parked rows
 * @param last the newest item that it is about
 * @param cursor the newest item that was dealt with
 * @param passed rows that were written
 * @param refused rows that were refused again
 * @param absent rows that were not there any more, in quarantine or in their source
 * @param state how far it is
 */
public record Replay(
    long act,
    String source,
    Selection what,
    long last,
    long cursor,
    long passed,
    long refused,
    long absent,
    State state) {

  /** How far a replay is. */
  public enum State {
    /** Not everything was dealt with. */
    OPEN,
    /** Everything was dealt with. */
    DONE
  }

  /** The same, further on. */
  public Replay further(
      long newCursor, long morePassed, long moreRefused, long moreAbsent, State newState) {
    return new Replay(
        act,
        source,
        what,
        last,
        newCursor,
        passed + morePassed,
        refused + moreRefused,
        absent + moreAbsent,
        newState);
  }
}
