package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.Collection;
import java.util.Map;

/** The log of an in-memory source, with a slot that can be lost. Thread-safe. */
public final class InMemoryLog implements SourceLog {

  private static final int NEVER = -1;
  private static final int LOST = -2;

  private final InMemorySource source;
  private final FaultyCalls calls;
  private String system = "system-1";
  private int slot = NEVER;

  InMemoryLog(InMemorySource source, FaultyCalls calls) {
    this.source = source;
    this.calls = calls;
  }

  @Override
  public synchronized LogIdentity prepare(Collection<TableId> tables) {
    calls.enter(source.name() + ".prepare");
    if (slot == NEVER) {
      slot = source.logSize();
    }
    return identity();
  }

  @Override
  public synchronized LogIdentity identity() {
    calls.enter(source.name() + ".identity");
    return new LogIdentity(
        Map.of("system", system, "slot", slot >= 0 ? "slot-1" : "absent"), String.valueOf(slot));
  }

  @Override
  public Mark mark() {
    return source.mark();
  }

  /** Where the slot begins in the log. */
  synchronized int slot() {
    if (slot < 0) {
      throw new IllegalStateException("there is no slot");
    }
    return slot;
  }

  /** Simulates that somebody dropped the slot. */
  public synchronized void loseSlot() {
    slot = LOST;
  }

  /** Simulates that the server was replaced by another one. */
  public synchronized void replaceServer() {
    system = "system-2";
  }

  @Override
  public long retainedBytes() {
    return -1;
  }

  @Override
  public synchronized void remove() {
    slot = NEVER;
  }

  @Override
  public void close() {}
}
