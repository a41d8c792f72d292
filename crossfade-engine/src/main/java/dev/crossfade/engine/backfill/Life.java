package dev.crossfade.engine.backfill;

/** How the worker of a chunk shows that it goes on. One thread. */
interface Life {

  /** Of work that nobody else would take. */
  Life NOT_WATCHED =
      new Life() {
        @Override
        public void sign() {}

        @Override
        public void check() {}
      };

  /** Something has moved on: a row was read, or a call has returned. Costs next to nothing. */
  void sign();

  /**
   * Goes on only while the chunk belongs to this worker.
   *
   * @throws LeaseLostException if it does not any more
   */
  void check();
}
