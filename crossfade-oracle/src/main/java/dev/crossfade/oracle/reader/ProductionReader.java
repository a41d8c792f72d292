package dev.crossfade.oracle.reader;

import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Source;
import dev.crossfade.oracle.Uninterrupted;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.JournalTail;
import dev.crossfade.oracle.journal.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A reader of production as an application would be one: it polls while the migration runs, checks
 * that what it sees never contradicts what it saw or what was acknowledged, and measures how long
 * acknowledged writes take to appear. Starts before anything is published and waits. Runs in a
 * thread of its own; methods may be called from any thread.
 */
public final class ProductionReader implements AutoCloseable {

  private static final long POLL_NANOS = 20_000_000L;
  private static final int SNAPSHOT_EVERY = 10;
  private final Production production;
  private final JournalTail journal;
  private final Map<Source, LagMeter> meters = new EnumMap<>(Source.class);
  private final Map<Source, Markers> markers = new EnumMap<>(Source.class);
  private final Map<Source, Probes> probes = new EnumMap<>(Source.class);
  private final Findings findings = new Findings();
  private final Thread thread = new Thread(this::run, "production-reader");
  private volatile boolean running = true;
  private @Nullable Connection connection;
  private long polls;
  private long snapshots;
  private long errors;

  private ProductionReader(Production production, Path journal) {
    this.production = production;
    this.journal = new JournalTail(journal);
    for (Source source : Source.values()) {
      LagMeter meter = new LagMeter();
      meters.put(source, meter);
      markers.put(source, new Markers(source, production, meter, findings));
      probes.put(source, new Probes(source, production, findings));
    }
  }

  /** Starts polling at once. The journal may not exist yet and may be another process's. */
  public static ProductionReader start(Production production, Path journal) {
    ProductionReader reader = new ProductionReader(production, journal);
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  /** What was seen so far; complete once closed. */
  public synchronized ReaderReport report() {
    Map<Source, Lag> lag = new EnumMap<>(Source.class);
    LagHistogram all = new LagHistogram();
    long backlog = 0;
    double seconds = 0;
    for (Source source : Source.values()) {
      LagMeter meter = meter(source);
      if (markers(source).published()) {
        lag.put(source, meter.lag());
        all.add(meter.histogram());
        backlog += meter.backlog();
        seconds = Math.max(seconds, meter.seconds());
      }
    }
    return new ReaderReport(
        polls, snapshots, errors, findings.all(), lag, Lag.of(all, backlog, seconds));
  }

  /** Acknowledged writes that production has not shown yet. */
  public synchronized long waiting() {
    return meters.values().stream().mapToLong(LagMeter::waiting).sum();
  }

  /** Takes a last look and stops. Idempotent. */
  @Override
  public void close() throws IOException {
    running = false;
    Uninterrupted.join(thread);
    disconnect();
    journal.close();
  }

  private void run() {
    try {
      lookOn();
    } catch (RuntimeException e) {
      findings.add("reader", "stopped by " + e.getClass().getSimpleName(), "production");
      throw e;
    }
  }

  private void lookOn() {
    long turn = 0;
    while (running) {
      long due = System.nanoTime() + POLL_NANOS;
      step(turn++ % SNAPSHOT_EVERY == 0);
      LockSupport.parkNanos(due - System.nanoTime());
    }
    step(true);
  }

  private synchronized void step(boolean deep) {
    try {
      Connection open = connection();
      boolean published = false;
      for (Source source : Source.values()) {
        published |= markers(source).poll(open);
      }
      open.commit();
      polls += published ? 1 : 0;
      journal.drain(this::entry);
      if (deep) {
        snapshot(open);
      }
    } catch (SQLException e) {
      errors++;
      disconnect();
      LockSupport.parkNanos(10 * POLL_NANOS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void snapshot(Connection open) throws SQLException {
    open.commit();
    for (Source source : Source.values()) {
      if (markers(source).published()) {
        probes(source).check(open);
        snapshots++;
      }
    }
    open.commit();
  }

  private void entry(Entry entry) {
    if (entry.outcome() == Outcome.OK) {
      meter(entry.source()).acknowledged(entry);
      probes(entry.source()).acknowledged(entry);
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = production.database().connect();
      open.setReadOnly(true);
      open.setAutoCommit(false);
      open.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.close();
      } catch (SQLException e) {
        // It was lost anyway.
      }
    }
  }

  private LagMeter meter(Source source) {
    return java.util.Objects.requireNonNull(meters.get(source));
  }

  private Markers markers(Source source) {
    return java.util.Objects.requireNonNull(markers.get(source));
  }

  private Probes probes(Source source) {
    return java.util.Objects.requireNonNull(probes.get(source));
  }
}
