package dev.crossfade.core.cutover;

import dev.crossfade.core.change.Position;
import java.util.Optional;

/**
 * Where a passage's way back begins in the stream of the target's changes.
 *
 * @param mark behind which it begins
 * @param streamId identity of the stream
 * @param offset to read from; what is there before the mark is passed over
 * @param position of the mark: what is at or before it the sources have
 */
public record ReturnStart(ReturnMark mark, String streamId, long offset, Position position) {

  private static final int WORDS = 5;

  /** As the fact says it: number and epoch of the mark, stream, offset and position. */
  public String text() {
    return mark.text() + " " + streamId + " " + offset + " " + position.encoded();
  }

  /** What the fact says about this mark; empty while it was not found. */
  public static Optional<ReturnStart> of(Optional<String> fact, ReturnMark mark) {
    return fact.map(text -> text.split(" ", -1))
        .filter(words -> words.length == WORDS)
        .filter(words -> mark.text().equals(words[0] + " " + words[1]))
        .map(
            words ->
                new ReturnStart(
                    mark, words[2], Long.parseLong(words[3]), Position.decode(words[4])));
  }
}
