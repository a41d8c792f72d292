package dev.crossfade.engine.stream;

import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;

/** Reads and maps in the caller's thread. */
record OnDemand(ChangeStream stream, ChangeMapper mapper) implements Supply {

  @Override
  public Arrived take(Duration patience) {
    StreamBatch batch = stream.poll(patience);
    return new Arrived(
        batch.transactions().stream().map(each -> Mapped.of(each, mapper)).toList(),
        batch.nextOffset());
  }

  @Override
  public void close() {
    stream.close();
  }
}
