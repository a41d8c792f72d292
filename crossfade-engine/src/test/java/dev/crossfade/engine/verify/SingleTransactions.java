package dev.crossfade.engine.verify;

import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.RawReader;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;
import java.util.Map;

/** A stream in memory that never hands over more than one transaction at a time. */
record SingleTransactions(ChangeStream stream, long[] next) implements ChangeStream {

  SingleTransactions(ChangeStream stream) {
    this(stream, new long[1]);
  }

  @Override
  public String id() {
    return stream.id();
  }

  @Override
  public long beginning() {
    return stream.beginning();
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
    next[0] = offset;
  }

  @Override
  public StreamBatch poll(Duration patience) {
    stream.seek(next[0]);
    StreamBatch all = stream.poll(patience);
    if (all.transactions().isEmpty()) {
      return all;
    }
    next[0]++;
    return new StreamBatch(all.transactions().subList(0, 1), next[0]);
  }

  @Override
  public void close() {
    stream.close();
  }
}
