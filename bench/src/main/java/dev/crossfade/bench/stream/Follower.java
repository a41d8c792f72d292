package dev.crossfade.bench.stream;

/** Something that carries changes of the contacts from a source to where they count. */
interface Follower {

  String name();

  /** The contacts in the target. */
  default String table() {
    return "contacts";
  }

  /** Name of their key. */
  default String key() {
    return "id";
  }

  /** What it lacks on this machine; empty when it can run. */
  default String missing() {
    return "";
  }

  /** Copies history and follows. */
  void begin() throws Exception;

  /** Lets changes pile up in the source. */
  void pause() throws Exception;

  /** Goes on. */
  void resume() throws Exception;

  /**
   * Whether the row with this key, or one that was committed later, has arrived.
   *
   * @param id of the row, the greatest of all
   * @param changes that were committed since {@link #pause}, the row included
   */
  boolean arrived(long id, long changes) throws Exception;

  /** Fails unless both sides are equal now. */
  void check() throws Exception;

  /** Ends it and removes what it left in the source. */
  void end() throws Exception;
}
