package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.CaptureStatus;
import dev.crossfade.spi.source.ChangeCapture;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Carries an in-memory source's log into a topic in memory, at least once: it can be made to go
 * back and deliver again under new offsets. Thread-safe.
 */
public final class InMemoryCapture implements ChangeCapture {

  private final InMemorySource source;
  private final FaultyCalls calls;
  private final IntUnaryOperator take;
  private final List<SourceTransaction> topic = new ArrayList<>();
  private int number = 1;
  private boolean running;
  private boolean hanging;
  private int mostChanges = Integer.MAX_VALUE;
  private Runnable beforePart = () -> {};
  private int captured = -1;
  private long beginning;

  /**
   * @param take how many of the available transactions a poll returns
   */
  public InMemoryCapture(InMemorySource source, Faults faults, IntUnaryOperator take) {
    this.source = source;
    this.calls = new FaultyCalls(faults);
    this.take = take;
  }

  @Override
  public synchronized void ensure(CaptureRequest request) {
    calls.enter(source.name() + ".capture.ensure");
    if (captured < 0) {
      captured = source.log().slot();
    }
    running = true;
  }

  @Override
  public synchronized CaptureStatus status() {
    calls.enter(source.name() + ".capture.status");
    return new CaptureStatus(
        running ? CaptureStatus.State.RUNNING : CaptureStatus.State.FAILED, null);
  }

  @Override
  public synchronized String position() {
    calls.enter(source.name() + ".capture.position");
    return captured < 0 ? "" : String.valueOf(captured);
  }

  /** Simulates a death of the capture component, until somebody ensures it again. */
  public synchronized void stopCapturing() {
    running = false;
  }

  /** From now on it says that it runs and carries nothing, until {@link #carryOn}. */
  public synchronized void hang() {
    hanging = true;
  }

  /** Carries what it left lying. */
  public synchronized void carryOn() {
    hanging = false;
  }

  /** Goes back in the log: the last transactions come again, with the same positions. */
  public synchronized void deliverAgain(int transactions) {
    if (captured >= 0) {
      captured = Math.max(source.log().slot(), captured - transactions);
    }
  }

  /** From now on transactions with more changes than this come in parts of so many. */
  public synchronized void partsOf(int changes) {
    mostChanges = changes;
  }

  /** Runs something once before the next part that is not the first of its transaction. */
  public synchronized void beforeNextPart(Runnable action) {
    beforePart = action;
  }

  void anotherPart() {
    Runnable action;
    synchronized (this) {
      action = beforePart;
      beforePart = () -> {};
    }
    action.run();
  }

  synchronized int mostChanges() {
    return mostChanges;
  }

  /** Simulates that the topic was deleted and created again. */
  public synchronized void loseTopic() {
    number++;
    topic.clear();
  }

  /** Simulates that the topic keeps its records for some time only: older ones are gone. */
  public synchronized void trim(long offset) {
    beginning = offset;
  }

  List<TableSchema> tables() {
    return source.catalog();
  }

  synchronized long beginning() {
    return beginning;
  }

  private void pump() {
    if (running && !hanging) {
      List<SourceTransaction> fresh = source.logFrom(captured);
      topic.addAll(fresh);
      captured += fresh.size();
    }
  }

  synchronized List<SourceTransaction> available(long offset) {
    pump();
    int waiting = (int) (topic.size() - offset);
    int count = waiting == 0 ? 0 : Math.min(waiting, Math.max(1, take.applyAsInt(waiting)));
    return List.copyOf(topic.subList((int) offset, (int) offset + count));
  }

  void await(long millis) {
    source.awaitLog(captured(), millis);
  }

  private synchronized int captured() {
    return captured;
  }

  synchronized String id() {
    return "topic-" + number;
  }

  @Override
  public ChangeStream openStream() {
    calls.enter(source.name() + ".openStream");
    return new InMemoryStream(this, calls, source.name());
  }

  @Override
  public synchronized void remove() {
    running = false;
    captured = -1;
    number++;
    topic.clear();
  }

  @Override
  public void close() {}
}
