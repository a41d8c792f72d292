package dev.crossfade.testkit.memory;

import dev.crossfade.core.change.Mark;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The log of an in-memory source, with a slot that can be lost. Thread-safe. */
public final class InMemoryLog implements SourceLog {

  private static final int NEVER = -1;
  private static final int LOST = -2;

  private final InMemorySource source;
  private final FaultyCalls calls;
  private String system = "system-1";
  private int slot = NEVER;
  private final Map<TableId, Long> unseen = new TreeMap<>();

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

  @Override
  public synchronized List<Problem> gaps(String seen, String now, @Nullable String captured) {
    calls.enter(source.name() + ".gaps");
    boolean back = !seen.isEmpty() && Integer.parseInt(now) < Integer.parseInt(seen);
    boolean ahead =
        captured != null
            && !captured.isEmpty()
            && Integer.parseInt(now) > Integer.parseInt(captured);
    return back || ahead
        ? List.of(Problem.of(MemoryProblem.GAP, "the slot is another one", "", ""))
        : List.of();
  }

  @Override
  public synchronized Map<TableId, Long> unseenChanges() {
    calls.enter(source.name() + ".unseenChanges");
    return Map.copyOf(unseen);
  }

  /** From now on updates and deletes of the table count as not carried by the log. */
  public synchronized void hideChangesOf(TableId table) {
    unseen.put(table, 0L);
  }

  /** Simulates that the server forgets its numbers. */
  public synchronized void forgetUnseen() {
    unseen.replaceAll((table, changes) -> 0L);
  }

  /** Simulates a change that the log does not carry. */
  public synchronized void changeUnseen(TableId table) {
    unseen.merge(table, 1L, Long::sum);
  }

  /** Simulates that somebody dropped the slot and created it again under its name. */
  public synchronized void recreateSlot() {
    slot = source.logSize();
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
  public synchronized List<String> left() {
    return slot == NEVER ? List.of() : List.of("drop the slot");
  }

  @Override
  public synchronized void remove() {
    slot = NEVER;
  }

  @Override
  public void close() {}
}
