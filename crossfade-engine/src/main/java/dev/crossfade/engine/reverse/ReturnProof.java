package dev.crossfade.engine.reverse;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.source.ChangeStream;
import java.time.Duration;

/** A mark on its way through the target's log, its capture, and the stream. */
final class ReturnProof implements AutoCloseable {

  private final ChangeStream stream;
  private final Mark mark;
  private boolean seen;

  /**
   * @param stream where the mark, which was just written, has to come
   */
  ReturnProof(ChangeStream stream, Mark mark) {
    this.stream = stream;
    this.mark = mark;
    stream.seek(stream.beginning());
  }

  String streamId() {
    return stream.id();
  }

  Mark mark() {
    return mark;
  }

  /** Looks on; whether the mark has come. */
  boolean look(Duration patience) {
    for (SourceTransaction transaction : stream.poll(patience).transactions()) {
      Mark next = transaction.mark();
      seen |= next != null && next.number() >= mark.number();
    }
    return seen;
  }

  static Problem missing(Duration waited) {
    return Problem.of(
        EngineProblem.RETURN_NOT_PROVEN,
        "a mark that was written into the target's log has not come back for "
            + waited.toSeconds()
            + " s",
        "its capture runs, but does not deliver: nobody could be moved back",
        "look into the log of Kafka Connect, then try again");
  }

  @Override
  public void close() {
    stream.close();
  }
}
