package dev.crossfade.oracle.client;

import dev.crossfade.oracle.Uninterrupted;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.Journal;
import dev.crossfade.oracle.journal.JournalTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that read and write through one address without a pause and without sending anything
 * twice. May be started again on the same journal. Thread-safe.
 */
public final class LiveClients implements AutoCloseable {

  private final Journal journal;
  private final Meter meter = new Meter();
  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private LiveClients(Journal journal) {
    this.journal = journal;
  }

  /** Starts asking at once. */
  public static LiveClients start(ClientPlan plan) throws IOException {
    int epoch = epoch(plan.journal());
    LiveClients live = new LiveClients(Journal.open(plan.journal()));
    Caller caller = new Caller(Caller.connections(), plan.address());
    for (int i = 0; i < plan.readers(); i++) {
      double rate = (double) plan.readsPerSecond() / plan.readers();
      live.add(new ReadingClient(caller, live.meter, rate, plan.seed() * 1_000 + i));
    }
    for (int i = 0; i < plan.writers(); i++) {
      double rate = (double) plan.writesPerSecond() / plan.writers();
      live.add(
          new WritingClient(
              caller,
              live.meter,
              live.journal,
              rate,
              i,
              epoch,
              plan.seed() * 1_000 + 100 + i + 31L * epoch));
    }
    live.threads.forEach(Thread::start);
    return live;
  }

  private void add(Client client) {
    clients.add(client);
    threads.add(new Thread(client, "live-client-" + clients.size()));
  }

  /** One more than any in the journal. */
  private static int epoch(Path journal) throws IOException {
    int[] last = new int[1];
    if (Files.exists(journal)) {
      try (JournalTail tail = new JournalTail(journal)) {
        tail.drain((Entry entry) -> last[0] = Math.max(last[0], entry.epoch()));
      }
    }
    return last[0] + 1;
  }

  /** How they fared so far. */
  public ClientFigures figures() {
    return meter.figures();
  }

  /** The longest that any of them waited for one request that ended since this was asked last. */
  public long longestLatelyMillis() {
    return meter.longestLatelyMillis();
  }

  /**
   * Lets requests that are under way end, stops, and closes the journal, which then tells the end
   * of every write in it. Idempotent.
   */
  @Override
  public synchronized void close() throws IOException {
    clients.forEach(Client::stop);
    threads.forEach(LockSupport::unpark);
    threads.forEach(Uninterrupted::join);
    threads.clear();
    if (!clients.isEmpty()) {
      clients.clear();
      journal.close();
    }
  }
}
