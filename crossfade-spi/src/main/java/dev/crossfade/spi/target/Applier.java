package dev.crossfade.spi.target;

/**
 * The one way by which a source's stream changes the target. Ownership is fenced by an epoch in the
 * target itself: opening takes the stream over, and whoever held it before can no longer commit.
 * One thread at a time.
 */
public interface Applier extends AutoCloseable {

  /**
   * Takes the stream over: raises the epoch, ends the former owner's connection if it still blocks,
   * and tells where to continue. Another stream id than the stored one is a GAP problem.
   *
   * @param streamId identity of the stream
   * @param beginning offset to start from when nothing was applied yet
   */
  StreamState own(String streamId, long beginning);

  /**
   * Begins the transaction that applies one batch. Its first statement moves the stored offset from
   * {@code from} to {@code to}, on condition that we are still the owner.
   *
   * @param mappingVersion recorded with the load
   * @throws OwnershipLostException when somebody else owns the stream or the offset moved
   */
  StreamSession begin(StreamState from, StreamState to, String mappingVersion);

  /** Reads the stored state after an unknown commit, waiting for the old transaction's end. */
  StreamState resolve();

  @Override
  void close();
}
