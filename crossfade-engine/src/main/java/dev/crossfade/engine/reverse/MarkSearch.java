package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.cutover.ReturnMark;
import dev.crossfade.core.cutover.ReturnStart;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;
import java.util.Optional;

/** Looks for a mark in the stream of the target, from its beginning on. */
final class MarkSearch {

  private final ChangeStream stream;
  private final ReturnMark wanted;
  private long from;

  MarkSearch(ChangeStream stream, ReturnMark wanted) {
    this.stream = stream;
    this.wanted = wanted;
    this.from = stream.beginning();
    stream.seek(from);
  }

  /** Looks on; empty as long as the mark has not come. */
  Optional<ReturnStart> look(Duration patience) {
    StreamBatch batch = stream.poll(patience);
    for (SourceTransaction transaction : batch.transactions()) {
      Mark mark = transaction.mark();
      if (mark == null || transaction.extent() == Extent.PART) {
        continue;
      }
      if (mark.number() == wanted.number()) {
        return Optional.of(new ReturnStart(wanted, stream.id(), from, transaction.end()));
      }
      if (mark.number() > wanted.number()) {
        throw missing(mark.number());
      }
    }
    from = batch.nextOffset();
    return Optional.empty();
  }

  private RuntimeException missing(long later) {
    return Problem.of(
            EngineProblem.RETURN_MARK_MISSING,
            "mark " + wanted.number() + " of the target is not in the stream of its changes",
            "mark "
                + later
                + ", a later one, is there: the target was captured anew since clients"
                + " were moved, and changes in between are missing",
            "the way back is lost: compare sources and target before anybody writes to a source"
                + " again")
        .raise();
  }
}
