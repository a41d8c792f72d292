package dev.crossfade.spi.target;

/**
 * The drain session that ends with the move to production: {@link #commit} makes all entities of
 * the session live together, with owner, grants and the release row; readers see all or none.
 */
public interface PublishSession extends DrainSession {

  /** Number of the release that the commit creates. */
  long release();
}
