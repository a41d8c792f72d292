package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.mapping.ReverseMapping;
import dev.crossfade.spi.reverse.LegacySession;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One transaction of a source on its way: of whole transactions of the target, or of all parts of
 * one. Only what belongs to the part at hand is in memory.
 */
final class Returned implements AutoCloseable {

  private final LegacySession session;
  private final ReverseState to;
  private final ReverseRoutes routes;
  private final Map<ReverseMapping, WaitingRows> waiting = new LinkedHashMap<>();

  /**
   * @param session begun
   * @param to what is true once it is committed
   */
  Returned(LegacySession session, ReverseState to, ReverseRoutes routes) {
    this.session = session;
    this.to = to;
    this.routes = routes;
  }

  ReverseState to() {
    return to;
  }

  /** Writes what these changes come to, and keeps what cannot be brought back. */
  void bring(List<Change> changes, Extent extent) {
    ReverseBatch batch = new ReverseBatch(routes, waiting);
    if (extent == Extent.LAST) {
      batch.recallAll();
    }
    changes.forEach(each -> add(batch, each));
    List<Unrestored> unrestored = batch.bring(session, extent);
    if (!unrestored.isEmpty()) {
      session.keep(unrestored);
    }
  }

  private static void add(ReverseBatch batch, Change change) {
    if (change.op() == Op.TRUNCATE) {
      throw Problem.of(
              EngineProblem.TARGET_TRUNCATED,
              "TRUNCATE of " + change.table() + " in the target",
              "a source has rows of its own beside those of the entity; nobody knows which of them"
                  + " were meant",
              "remove the rows from the source, and read how far its way back got before you go on")
          .raise();
    }
    batch.add(change);
  }

  Outcome<Void> commit() {
    return session.commit();
  }

  @Override
  public void close() {
    session.close();
  }
}
