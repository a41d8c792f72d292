package dev.crossfade.spi.target;

import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.TableId;
import java.util.List;
import java.util.Set;

/** An apply session that moves a source's stream forward. */
public interface StreamSession extends ApplySession {

  /**
   * Commits data, quarantine, held changes and position together. After Unknown, {@link
   * Applier#resolve} tells.
   *
   * @param rows how many changes the batch applied, for the load row
   */
  Outcome<Void> commit(long rows);

  /** Notes changes that pass without being applied, for people to see to. */
  void note(List<StrayWrite> writes);

  /**
   * Notes how far a replay is.
   *
   * @param from as it was read
   * @param to what is true with the commit
   */
  void advance(Replay from, Replay to);

  /**
   * Notes how far a part of a repair is; the load is one of this repair.
   *
   * @param from as it was read
   * @param to what is true with the commit
   */
  void advance(Repair from, Repair to);

  /** Holds a table of the stream's source from here on. Idempotent. */
  void holdTable(HeldTable table);

  /** Appends changes of tables that are held, in this order. */
  void keep(List<KeptChange> changes);

  /**
   * Takes the oldest changes that are kept of a table, in order; they are gone with the commit.
   *
   * @param max most changes
   * @param weight about the most characters that they hold on to together; one change is taken
   *     however heavy it is
   * @return empty when none is kept
   */
  List<KeptChange> takeKept(TableId table, int max, long weight);

  /**
   * A table of the stream's source is not held any more, unless it is held again meanwhile.
   *
   * @param entities that it feeds; their logs do not tell of all that became of it
   */
  void letGo(TableId table, Set<String> entities);
}
