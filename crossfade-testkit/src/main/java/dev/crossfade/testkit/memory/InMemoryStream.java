package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Leeway;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.RawReader;
import dev.crossfade.spi.source.StreamBatch;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A reader of an in-memory topic. */
final class InMemoryStream implements ChangeStream {

  private final InMemoryCapture capture;
  private final FaultyCalls calls;
  private final String name;
  private final MemoryRaw raw;
  private final Deque<SourceTransaction> parts = new ArrayDeque<>();
  private long offset;

  InMemoryStream(InMemoryCapture capture, FaultyCalls calls, String name) {
    this.capture = capture;
    this.calls = calls;
    this.name = name;
    this.raw = new MemoryRaw(capture.tables());
  }

  @Override
  public String id() {
    return capture.id();
  }

  @Override
  public long beginning() {
    return capture.beginning();
  }

  @Override
  public void allow(Map<TableId, Leeway> tables) {
    raw.allow(tables);
  }

  @Override
  public RawReader rawReader() {
    return new MemoryRaw(capture.tables());
  }

  @Override
  public void seek(long wanted) {
    calls.enter(name + ".seek");
    offset = wanted;
    parts.clear();
  }

  @Override
  public StreamBatch poll(Duration patience) {
    calls.enter(name + ".poll");
    if (!parts.isEmpty()) {
      capture.anotherPart();
      return part();
    }
    List<SourceTransaction> arrived = raw.left(capture.available(offset));
    if (arrived.isEmpty() && !patience.isZero()) {
      capture.await(patience.toMillis());
      arrived = raw.left(capture.available(offset));
    }
    int whole = 0;
    while (whole < arrived.size() && !large(arrived.get(whole))) {
      whole++;
    }
    if (whole == 0 && !arrived.isEmpty()) {
      split(arrived.get(0));
      return part();
    }
    offset += whole;
    return new StreamBatch(arrived.subList(0, whole), offset);
  }

  private boolean large(SourceTransaction transaction) {
    return transaction.changes().size() > capture.mostChanges();
  }

  private void split(SourceTransaction whole) {
    List<Change> changes = whole.changes();
    int most = capture.mostChanges();
    for (int from = 0; from < changes.size(); from += most) {
      int to = Math.min(from + most, changes.size());
      parts.add(
          new SourceTransaction(
              whole.id(),
              whole.snapshotId(),
              whole.committedAt(),
              changes.subList(from, to),
              whole.mark(),
              whole.end(),
              to == changes.size() ? Extent.LAST : Extent.PART,
              whole.origin()));
    }
  }

  private StreamBatch part() {
    SourceTransaction part = parts.removeFirst();
    offset += part.extent() == Extent.LAST ? 1 : 0;
    return new StreamBatch(List.of(part), offset);
  }

  @Override
  public void close() {}
}
