package dev.crossfade.testkit.memory;

import dev.crossfade.core.problem.Problem;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The committed data of an in-memory target. One session at a time may change it, the others wait a
 * moment and then give up; readers see what is committed. Thread-safe.
 */
final class MemoryStore {

  private static final long PATIENCE_MILLIS = 500;

  private final Clock clock;
  private MemoryData committed = new MemoryData();
  private Semaphore free = new Semaphore(1);

  /** What this thread sees as if it were published. */
  private final ThreadLocal<Set<String>> asIfLive = ThreadLocal.withInitial(Set::of);

  MemoryStore(Clock clock) {
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /** A session's hold of the data. */
  final class Hold implements AutoCloseable {
    private final Semaphore mine;
    private @Nullable MemoryData data;

    Hold(Semaphore mine, MemoryData data) {
      this.mine = mine;
      this.data = data;
    }

    MemoryData data() {
      if (data == null || !current(mine)) {
        throw gone();
      }
      return data;
    }

    void commit() {
      replace(mine, data());
      close();
    }

    @Override
    public void close() {
      if (data != null) {
        data = null;
        mine.release();
      }
    }
  }

  Hold hold() {
    Semaphore semaphore = semaphore();
    boolean got;
    try {
      got = semaphore.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      got = false;
    }
    if (!got) {
      throw gone();
    }
    return new Hold(semaphore, read(MemoryData::copy));
  }

  /** A session of somebody who works under the latest epoch. */
  Hold hold(MemoryFence fence) {
    Hold hold = hold();
    try {
      fence.check(hold.data());
      return hold;
    } catch (RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  void change(MemoryFence fence, Consumer<MemoryData> effect) {
    change(
        data -> {
          fence.check(data);
          effect.accept(data);
        });
  }

  void change(Consumer<MemoryData> effect) {
    try (Hold hold = hold()) {
      effect.accept(hold.data());
      hold.commit();
    }
  }

  /** Asks as if these entities were published, which nobody else sees. */
  <T> T asIfLive(Set<String> entities, Supplier<T> question) {
    asIfLive.set(entities);
    try {
      return question.get();
    } finally {
      asIfLive.remove();
    }
  }

  /** Whether it is asked as if this entity were published. */
  boolean asIfLive(String entity) {
    return asIfLive.get().contains(entity);
  }

  synchronized <T> T read(Function<MemoryData, T> question) {
    return question.apply(committed);
  }

  /** Refuses whoever works under an epoch that is not the latest. */
  synchronized void require(MemoryFence fence) {
    fence.check(committed);
  }

  /** Refuses whoever worked under an epoch that is over. */
  synchronized void keep(MemoryFence fence) {
    fence.keep(committed);
  }

  /** Makes an epoch the latest; no session that is open commits, and no stream is owned. */
  synchronized void raise(long epoch) {
    MemoryFence.check(committed, epoch);
    MemoryData raised = committed.copy();
    raised.epoch = epoch;
    raised.streams.replaceAll((source, state) -> MemoryData.ownedAnew(state));
    endSessions();
    committed = raised;
  }

  /** Offers work, or none; false when it stays as it was. No session that is open commits. */
  synchronized boolean offer(MemoryFence fence, @Nullable String mappings) {
    fence.check(committed);
    if (mappings != null && mappings.equals(committed.offer)) {
      return false;
    }
    MemoryData offered = committed.copy();
    offered.offer = mappings;
    offered.offered++;
    offered.streams.replaceAll((source, state) -> MemoryData.ownedAnew(state));
    endSessions();
    committed = offered;
    return true;
  }

  synchronized boolean offered(String mappings) {
    return mappings.equals(committed.offer);
  }

  /** Works by the offer, if it is of these mappings. */
  synchronized boolean accepted(MemoryFence fence, String mappings) {
    boolean fits = offered(mappings);
    if (fits) {
      fence.accepted(committed);
    }
    return fits;
  }

  /** Ends all open sessions, as the database does when their process has died. */
  synchronized void endSessions() {
    free = new Semaphore(1);
  }

  private synchronized Semaphore semaphore() {
    return free;
  }

  private synchronized boolean current(Semaphore mine) {
    return mine == free;
  }

  private synchronized void replace(Semaphore mine, MemoryData data) {
    if (mine != free) {
      throw gone();
    }
    committed = data;
  }

  private static RuntimeException gone() {
    return Problem.of(
            MemoryProblem.LOCKED,
            "the lock was not had, or the session ended",
            "simulated",
            "retry")
        .raise();
  }
}
