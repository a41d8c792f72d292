package dev.crossfade.spi.reverse;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.TableSchema;

/**
 * The one way by which a source is changed. Ownership is fenced by an epoch in the source itself,
 * as it is in the target: opening takes the stream over, and whoever held it before can no longer
 * commit. One thread at a time.
 */
public interface LegacyApplier extends AutoCloseable {

  /**
   * Takes the stream over: raises the epoch, ends the former owner's connection if it still blocks,
   * and tells where to continue. Another stream than the stored one is a problem of kind ESCALATE.
   *
   * @param streamId identity of the stream
   * @param beginning offset to start from when nothing was applied yet
   * @param from position of the target's log that the source has already when nothing was applied
   *     yet; only what is later is brought back
   */
  ReverseState own(String streamId, long beginning, Position from);

  /**
   * Begins the transaction that applies whole transactions of the target. Its first statement moves
   * the stored offset from {@code from} to {@code to}, on condition that we are still the owner.
   *
   * @throws dev.crossfade.spi.target.OwnershipLostException when somebody else owns the stream or
   *     the offset moved
   */
  LegacySession begin(ReverseState from, ReverseState to);

  /**
   * Begins a transaction that is never committed, for whoever wants to know whether rows of this
   * table can be written. It needs no ownership, moves no offset, and nothing of it shows in the
   * log. The database ends it when its owner is silent for some seconds, so that a process which
   * stands still keeps nobody from these rows.
   *
   * @return without a session where what is done outlasts the transaction (engines that know none,
   *     triggers, parts that are kept elsewhere), or shows before its end
   */
  Rehearsal rehearse(TableSchema table);

  /** Reads the stored state after an unknown commit, waiting for the old transaction's end. */
  ReverseState resolve();

  @Override
  void close();
}
