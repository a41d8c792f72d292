package dev.crossfade.server.api;

import java.util.Optional;

/**
 * Whoever carries migrations out in this process. It is told of each that begins; of those that
 * were begun before the process, it is told when the server starts.
 */
public interface Steward extends AutoCloseable {

  /** Looks after a migration from now on; nothing new if it does already. Does not block. */
  void lookAfter(String migration);

  /** What is known of a migration that this process carries out at this moment. */
  default Optional<Sight> sight(String migration) {
    return Optional.empty();
  }

  /** What keeps this process from carrying a migration out, if something does. */
  default Optional<Hindrance> hindrance(String migration) {
    return Optional.empty();
  }

  /** Lets everything go and gives its leases back. */
  @Override
  void close();

  /** A process that only takes commands; whoever owns the migration elsewhere carries them out. */
  static Steward none() {
    return new Steward() {
      @Override
      public void lookAfter(String migration) {
        // nobody here moves data
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }
}
