package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.RawReader;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Streams that stay open between two readings, so that the next one goes on where the last one
 * ended, without asking for anything. One that failed is opened anew. One thread.
 */
final class KeptStreams implements StreamAccess, AutoCloseable {

  private static final long NOWHERE = -1;

  private final StreamAccess streams;
  private final Map<String, Kept> kept = new TreeMap<>();

  KeptStreams(StreamAccess streams) {
    this.streams = streams;
  }

  @Override
  public ChangeStream open(String source) {
    Kept known = kept.get(source);
    if (known != null && !known.failed) {
      return known;
    }
    if (known != null) {
      known.stream.close();
    }
    Kept fresh = kept(streams.open(source));
    kept.put(source, fresh);
    return fresh;
  }

  private static Kept kept(ChangeStream opened) {
    try {
      return new Kept(opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Up to where the streams were read; without those that nobody has read. */
  Map<String, Bookmark> read() {
    Map<String, Bookmark> places = new TreeMap<>();
    kept.forEach(
        (source, stream) -> {
          if (stream.next != NOWHERE) {
            places.put(source, new Bookmark(stream.id(), stream.next));
          }
        });
    return places;
  }

  @Override
  public void close() {
    kept.values().forEach(each -> each.stream.close());
    kept.clear();
  }

  /** A stream that knows where it is. */
  private static final class Kept implements ChangeStream {
    final ChangeStream stream;
    final long beginning;
    long next = NOWHERE;
    boolean failed;

    Kept(ChangeStream stream) {
      this.stream = stream;
      this.beginning = stream.beginning();
    }

    @Override
    public String id() {
      return stream.id();
    }

    /** As it was; what is gone since, a reading of it tells. */
    @Override
    public long beginning() {
      return beginning;
    }

    @Override
    public void allow(Map<TableId, Leeway> tables) {
      stream.allow(tables);
    }

    @Override
    public RawReader rawReader() {
      return stream.rawReader();
    }

    @Override
    public void seek(long offset) {
      if (offset != next) {
        failed = true;
        stream.seek(offset);
        next = offset;
        failed = false;
      }
    }

    @Override
    public StreamBatch poll(Duration patience) {
      failed = true;
      StreamBatch batch = stream.poll(patience);
      next = batch.nextOffset();
      failed = false;
      return batch;
    }

    /** Stays open. */
    @Override
    public void close() {}
  }
}
