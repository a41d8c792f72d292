package dev.crossfade.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * People who write a database as fast as they can and connect again when they are thrown out. Tells
 * afterwards what was acknowledged, and whether anything was while nothing should be.
 */
public final class FenceProbe implements AutoCloseable {

  private static final AtomicLong ROWS = new AtomicLong(1_000);

  /** A write that was acknowledged, and when it was begun and had ended. */
  public record Success(String writer, long row, long begun, long ended) {}

  private final FencedDatabase database;
  private final Set<Success> successes = ConcurrentHashMap.newKeySet();
  private final AtomicLong failures = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /** Starts so many people. */
  public FenceProbe(FencedDatabase database, int people) {
    this.database = database;
    for (int i = 0; i < people; i++) {
      String writer = database.writers().get(i % database.writers().size());
      Thread thread = new Thread(() -> write(writer), "probe " + i + " " + writer);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void write(String writer) {
    while (!stopped) {
      try (FencedDatabase.Session session = database.connect(writer)) {
        while (!stopped) {
          write(writer, session);
        }
      } catch (Exception e) {
        failures.incrementAndGet();
        pause();
      }
    }
  }

  private void write(String writer, FencedDatabase.Session session) throws Exception {
    long row = ROWS.incrementAndGet();
    long begun = System.nanoTime();
    session.begin();
    session.insert(row);
    session.commit();
    successes.add(new Success(writer, row, begun, System.nanoTime()));
    pause();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was acknowledged so far. */
  public Set<Success> successes() {
    return Set.copyOf(successes);
  }

  /** How often somebody was refused. */
  public long failures() {
    return failures.get();
  }

  /** Waits until each of the writers was acknowledged something that he began after now. */
  public void awaitEverybody() throws InterruptedException {
    long now = System.nanoTime();
    long end = now + 30_000_000_000L;
    for (String writer : database.writers()) {
      while (successes.stream().noneMatch(s -> s.writer().equals(writer) && s.begun() > now)) {
        if (System.nanoTime() > end) {
          throw new AssertionError(writer + " cannot write");
        }
        pause();
      }
    }
  }

  /** What was begun and acknowledged within a time in which nobody may write. */
  public List<Success> within(long from, long to) {
    return successes.stream().filter(s -> s.begun() >= from && s.ended() <= to).toList();
  }

  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
