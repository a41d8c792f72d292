package dev.crossfade.engine.stream;

import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.spi.source.ChangeStream;
import dev.crossfade.spi.source.StreamBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads and maps in a thread of its own, up to a bound, while what came before is applied. The
 * thread owns the stream: it alone polls it and closes it at the end.
 */
final class Ahead implements Supply {

  private static final long MOST_WEIGHT = 24L * 1024 * 1024;
  private static final long PATIENCE_MILLIS = 5_000;

  private final ChangeStream stream;
  private final ChangeMapper mapper;
  private final Duration patience;
  private final int most;
  private final Thread thread;
  private List<Mapped> ready = new ArrayList<>();
  private long nextOffset;
  private int changes;
  private long weight;

  /** Weight of what was taken last; it has been applied when something is taken again. */
  private long inHand;

  private boolean closed;
  private @Nullable RuntimeException failure;

  /**
   * @param stream where it goes on, at {@code offset}
   * @param most changes to have ready before it rests
   */
  private Ahead(
      String name,
      ChangeStream stream,
      long offset,
      ChangeMapper mapper,
      Duration patience,
      int most) {
    this.stream = stream;
    this.nextOffset = offset;
    this.mapper = mapper;
    this.patience = patience;
    this.most = most;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  static Ahead begin(
      String name,
      ChangeStream stream,
      long offset,
      ChangeMapper mapper,
      Duration patience,
      int most) {
    Ahead ahead = new Ahead(name, stream, offset, mapper, patience, most);
    ahead.thread.start();
    return ahead;
  }

  private void run() {
    try (stream) {
      while (room()) {
        fetch();
      }
    } catch (RuntimeException e) {
      failed(e);
    } catch (Error e) {
      failed(new IllegalStateException("reading ahead died of " + e, e));
      throw e;
    }
  }

  /** Keeps nothing: rows may be large. */
  private void fetch() {
    StreamBatch batch = stream.poll(patience);
    for (SourceTransaction transaction : batch.transactions()) {
      add(Mapped.of(transaction, mapper));
    }
    passed(batch.nextOffset());
  }

  /** Waits until there is room for more; false at the end. */
  private synchronized boolean room() {
    while (!closed && (changes >= most || weight + inHand >= MOST_WEIGHT)) {
      try {
        wait();
      } catch (InterruptedException e) {
        return false;
      }
    }
    return !closed;
  }

  private synchronized void add(Mapped transaction) {
    ready.add(transaction);
    changes += transaction.size();
    weight += transaction.weight();
    notifyAll();
  }

  private synchronized void passed(long offset) {
    nextOffset = offset;
  }

  private synchronized void failed(RuntimeException e) {
    failure = e;
    notifyAll();
  }

  @Override
  public synchronized Arrived take(Duration longest) {
    inHand = 0;
    notifyAll();
    long deadline = System.nanoTime() + longest.toNanos();
    while (ready.isEmpty() && failure == null) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        break;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    if (ready.isEmpty() && failure != null) {
      throw failure;
    }
    Arrived arrived = new Arrived(ready, nextOffset);
    ready = new ArrayList<>();
    changes = 0;
    inHand = weight;
    weight = 0;
    notifyAll();
    return arrived;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(PATIENCE_MILLIS);
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
