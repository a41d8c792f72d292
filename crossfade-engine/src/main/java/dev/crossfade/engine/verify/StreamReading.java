package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a piece of a source's stream again and hands its changes to the entities that want to know
 * which of their keys were touched. An entity for which the stream does not reach back far enough,
 * or cannot be read, is refused; it needs a full pass.
 */
final class StreamReading {

  private static final Duration WAIT = Duration.ofSeconds(1);

  private final String source;
  private final Bookmark end;
  private final OptionalLong mark;
  private final List<Upkept> readers;
  private final Clock clock;
  private final Duration patience;

  /**
   * @param end how far the stream is applied at least; what is stored may lag behind by a batch, or
   *     by a transaction that came in parts
   * @param mark that was published: read until it was seen and the end is reached; without one,
   *     until the end
   * @param readers entities that want to hear of it; each has a bookmark in this source's stream
   */
  StreamReading(
      String source,
      Bookmark end,
      OptionalLong mark,
      List<Upkept> readers,
      Clock clock,
      Duration patience) {
    this.source = source;
    this.end = end;
    this.mark = mark;
    this.readers = readers;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * @throws ProblemException when the stream cannot be reached for the moment
   */
  void read(StreamAccess streams) throws InterruptedException {
    try (ChangeStream stream = streams.open(source)) {
      readers.forEach(reader -> check(stream, reader));
      long from = wanted().stream().mapToLong(this::from).min().orElse(end.offset());
      if (mark.isPresent() || from < end.offset()) {
        stream.seek(from);
        read(stream, from);
      }
    } catch (ProblemException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while reading the stream of " + source);
      }
      if (e.problem().code().kind() == Kind.TRANSIENT) {
        throw e;
      }
      refuse("the stream of " + source + " cannot be read again: " + e.problem().code().text());
    }
  }

  private void check(ChangeStream stream, Upkept reader) {
    @Nullable Bookmark bookmark = reader.bookmark(source);
    if (bookmark == null || !bookmark.stream().equals(stream.id())) {
      reader.keys().refuse("the stream of " + source + " is another one now");
    } else if (!end.stream().equals(stream.id())) {
      reader.keys().refuse("the stream of " + source + " is not the one that is applied");
    } else if (bookmark.offset() < stream.beginning()) {
      reader.keys().refuse("the stream of " + source + " no longer reaches back so far");
    }
  }

  private void read(ChangeStream stream, long from) throws InterruptedException {
    long next = from;
    Instant giveUp = clock.instant().plus(patience);
    boolean passed = false;
    boolean reached = false;
    while (!reached && !wanted().isEmpty()) {
      StreamBatch batch = stream.poll(WAIT);
      if (Thread.interrupted()) {
        throw new InterruptedException("while reading the stream of " + source);
      }
      wanted().forEach(reader -> take(batch, reader));
      if (next < batch.nextOffset() || !batch.transactions().isEmpty()) {
        giveUp = clock.instant().plus(patience);
      } else if (clock.instant().isAfter(giveUp)) {
        refuse("the stream of " + source + " did not come as far as it was applied");
      }
      next = batch.nextOffset();
      passed |= mark.isEmpty() || holdsMark(batch);
      reached = passed && next >= end.offset();
    }
  }

  /** All parts of a transaction carry its mark; only the last ends it. */
  private boolean holdsMark(StreamBatch batch) {
    return batch.transactions().stream()
        .filter(each -> each.extent() != Extent.PART)
        .map(SourceTransaction::mark)
        .anyMatch(seen -> seen != null && seen.number() >= mark.getAsLong());
  }

  /** A batch that ends where the entity begins has nothing for it, unless the end is still open. */
  private void take(StreamBatch batch, Upkept reader) {
    boolean open = batch.transactions().stream().anyMatch(each -> each.extent() == Extent.PART);
    if (open || batch.nextOffset() > from(reader)) {
      for (SourceTransaction transaction : batch.transactions()) {
        transaction.changes().forEach(change -> reader.keys().add(source, change));
      }
    }
  }

  private long from(Upkept reader) {
    @Nullable Bookmark bookmark = reader.bookmark(source);
    return bookmark == null ? end.offset() : bookmark.offset();
  }

  private List<Upkept> wanted() {
    return readers.stream().filter(reader -> reader.keys().refusal().isEmpty()).toList();
  }

  private void refuse(String why) {
    readers.forEach(reader -> reader.keys().refuse(why));
  }
}
