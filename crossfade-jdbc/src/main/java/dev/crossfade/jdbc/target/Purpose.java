package dev.crossfade.jdbc.target;

/** What a connection is for; shown in the target's list of sessions. */
enum Purpose {
  /** Short transactions on the control tables; a frozen process must not keep their locks. */
  CONTROL("SET idle_in_transaction_session_timeout = '10s'; "),
  /** A chunk of history on its way into staging; how long that may take nobody knows. */
  LOAD(Purpose.NOTICES_SILENCE),
  /** Reading production. */
  READ("SET default_transaction_read_only = on; "),
  /** What writes and is rolled back: it waits for nobody, and nobody for it for long. */
  SCRATCH("SET lock_timeout = '2s'; SET idle_in_transaction_session_timeout = '10s'; "),
  /** Building keys and indexes, and publishing. */
  PUBLISH(Purpose.FEW_TO_MANY),
  /** A source's stream: a frozen owner must not block its successor. */
  APPLY(
      Purpose.FEW_TO_MANY
          + "SET idle_in_transaction_session_timeout = '60s'; "
          + Purpose.NOTICES_SILENCE);

  /**
   * Batches join a small temporary table without statistics to a large table by its key. Misjudged,
   * that would read the whole table for every batch.
   */
  private static final String FEW_TO_MANY =
      "SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off; ";

  /** The target finds out within half a minute that a machine is gone. */
  private static final String NOTICES_SILENCE =
      "SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5;"
          + " SET tcp_keepalives_count = 3; ";

  private final String setUp;

  Purpose(String setUp) {
    this.setUp = setUp;
  }

  String setUp() {
    return setUp;
  }
}
