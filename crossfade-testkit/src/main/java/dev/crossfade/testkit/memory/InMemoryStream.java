package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Duration;
import java.util.List;

/** A reader of an in-memory topic. */
final class InMemoryStream implements ChangeStream {

  private final InMemoryCapture capture;
  private final FaultyCalls calls;
  private final String name;
  private long offset;

  InMemoryStream(InMemoryCapture capture, FaultyCalls calls, String name) {
    this.capture = capture;
    this.calls = calls;
    this.name = name;
  }

  @Override
  public String id() {
    return capture.id();
  }

  @Override
  public long beginning() {
    return 0;
  }

  @Override
  public void seek(long wanted) {
    calls.enter(name + ".seek");
    offset = wanted;
  }

  @Override
  public StreamBatch poll(Duration patience) {
    calls.enter(name + ".poll");
    List<SourceTransaction> arrived = capture.available(offset);
    if (arrived.isEmpty() && !patience.isZero()) {
      capture.await(patience.toMillis());
      arrived = capture.available(offset);
    }
    offset += arrived.size();
    return new StreamBatch(arrived, offset);
  }

  @Override
  public void close() {}
}
