package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Sql;
import dev.crossfade.oracle.Uninterrupted;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.Journal;
import dev.crossfade.oracle.journal.JournalTail;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The live load on both sources: inserts, updates, key changes, wide texts, deletes, several rows
 * and tables in one transaction, COPY, heartbeats. Each write is journalled before it is sent and
 * after its end is known. Survives restarts of the sources; may itself be killed and started again
 * on the same journal. Thread-safe.
 */
public final class LiveWriter implements AutoCloseable {

  private static final double CRM_SHARE = 0.6;
  private final Journal journal;
  private final Tallies tallies = new Tallies();
  private final List<Writer> writers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private LiveWriter(Journal journal) {
    this.journal = journal;
  }

  /**
   * Starts writing at once.
   *
   * @throws SQLException when a source does not answer at the start
   */
  public static LiveWriter start(Workload workload) throws IOException, SQLException {
    int epoch = epoch(workload);
    LiveWriter live = new LiveWriter(Journal.open(workload.journal()));
    live.add(workload, Source.CRM, workload.crm(), epoch, CRM_SHARE);
    live.add(workload, Source.ADS, workload.ads(), epoch, 1 - CRM_SHARE);
    live.threads.forEach(Thread::start);
    return live;
  }

  /** How the operations ended so far. */
  public Tally tally() {
    return tallies.tally();
  }

  /**
   * Lets running transactions end, stops, and closes the journal, which then tells the end of every
   * operation in it. An interruption does not hasten it. Idempotent.
   */
  @Override
  public synchronized void close() throws IOException {
    writers.forEach(Writer::stop);
    threads.forEach(LockSupport::unpark);
    threads.forEach(Uninterrupted::join);
    threads.clear();
    if (!writers.isEmpty()) {
      writers.clear();
      journal.close();
    }
  }

  private void add(Workload workload, Source source, Database database, int epoch, double share) {
    int count = workload.writersPerSource();
    double rate = Math.max(0.1, workload.writesPerSecond() * share - 4) / count;
    for (int i = 0; i < count; i++) {
      Identity me = new Identity(source, i, count, epoch, workload.seed());
      Mix mix = Mix.of(me);
      Session session = new Session(database, i, epoch);
      add(new Writer(me, session, mix, mix::next, journal, tallies, (long) (1e9 / rate)));
    }
    Identity heart = new Identity(source, Heartbeat.WRITER, count, epoch, workload.seed());
    Operation beat = Heartbeat.on(source);
    add(
        new Writer(
            heart,
            new Session(database, Heartbeat.WRITER, epoch),
            Mix.empty(heart),
            seq -> beat,
            journal,
            tallies,
            Heartbeat.PERIOD_NANOS));
  }

  private void add(Writer writer) {
    writers.add(writer);
    threads.add(new Thread(writer, "live-writer-" + writers.size()));
  }

  /** One more than any epoch in the journal or in the sources. */
  private static int epoch(Workload workload) throws IOException, SQLException {
    int[] last = new int[1];
    if (Files.exists(workload.journal())) {
      try (JournalTail tail = new JournalTail(workload.journal())) {
        tail.drain((Entry entry) -> last[0] = Math.max(last[0], entry.epoch()));
      }
    }
    for (Database database : List.of(workload.crm(), workload.ads())) {
      try (Connection connection = database.connect()) {
        long seen = Sql.number(connection, "SELECT max(epoch) FROM probe_writer");
        last[0] = Math.max(last[0], (int) seen);
      }
    }
    return last[0] + 1;
  }
}
