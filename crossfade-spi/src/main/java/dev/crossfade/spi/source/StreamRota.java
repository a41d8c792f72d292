package dev.crossfade.spi.source;

/**
 * Which of the processes that work for a migration shall follow which source's stream, as they
 * agree among themselves. A hint and nothing more: two of them may believe in the same stream for a
 * while, and the target accepts changes from one. Thread-safe; nothing blocks but {@link #close}.
 */
public interface StreamRota extends AutoCloseable {

  /** Everything is for the only process there is. */
  StreamRota ALONE =
      new StreamRota() {
        @Override
        public boolean ours(String source) {
          return true;
        }

        @Override
        public void decline(String source) {}

        @Override
        public void accept(String source) {}

        @Override
        public void close() {}
      };

  /** Whether this process shall follow the stream now. False whenever it is not known. */
  boolean ours(String source);

  /** This process cannot follow the stream; another one shall, until this one accepts it again. */
  void decline(String source);

  /** This process may be given a stream again that it declined. */
  void accept(String source);

  /** Leaves everything to the others. Idempotent. */
  @Override
  void close();
}
