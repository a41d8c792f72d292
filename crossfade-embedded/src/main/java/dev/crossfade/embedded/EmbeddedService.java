package dev.crossfade.embedded;

import java.nio.file.Path;

/**
 * One running service in a process of its own. Methods may be called from any thread; those that
 * change the process wait for each other.
 *
 * @param <E> how the service is reached
 */
public interface EmbeddedService<E extends ServiceEndpoint> extends AutoCloseable {

  /** Short name, for example {@code postgres}. */
  String name();

  /** Where it listens; does not change while this object lives. */
  E endpoint();

  /** Process id of the service; changes with {@link #restart}. */
  long pid();

  /** Whether the process exists; says nothing about whether it answers. */
  boolean alive();

  /** Whether the service answers a real request right now. Takes at most a few seconds. */
  boolean answers();

  /** The file that receives the service's output. */
  Path log();

  /**
   * Kills the process and its children as {@code kill -9} does and waits until they are gone. The
   * data stay. Does nothing when it is already dead.
   */
  void killForcibly();

  /**
   * Starts the process again on the same ports and data and waits until it answers; stops it first
   * when it runs. Refused after {@link #close}.
   */
  void restart();

  /** Stops the service in its own orderly way and releases the folder. Safe to call twice. */
  @Override
  void close();
}
