package dev.crossfade.oracle.workload;

import dev.crossfade.oracle.Clock;
import dev.crossfade.oracle.journal.Entry;
import dev.crossfade.oracle.journal.Journal;
import dev.crossfade.oracle.journal.Outcome;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One client: plans, journals, sends, journals, at its own pace, until told to stop. */
final class Writer implements Runnable {

  private static final long RETRY_NANOS = 200_000_000L;
  private final Identity me;
  private final Session session;
  private final Mix mix;
  private final LongFunction<Operation> choice;
  private final Journal journal;
  private final Tallies tallies;
  private final long periodNanos;
  private volatile boolean running = true;
  private long seq;
  private @Nullable Step unresolved;

  Writer(
      Identity me,
      Session session,
      Mix mix,
      LongFunction<Operation> choice,
      Journal journal,
      Tallies tallies,
      long periodNanos) {
    this.me = me;
    this.session = session;
    this.mix = mix;
    this.choice = choice;
    this.journal = journal;
    this.tallies = tallies;
    this.periodNanos = periodNanos;
  }

  void stop() {
    running = false;
  }

  @Override
  public void run() {
    long due = System.nanoTime();
    while (running) {
      due = Math.max(due + periodNanos, System.nanoTime() - 20 * periodNanos);
      LockSupport.parkNanos(due - System.nanoTime());
      if (!running) {
        break;
      }
      if (ready()) {
        next();
      } else {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
    session.close();
  }

  private boolean ready() {
    if (session.connected()) {
      return true;
    }
    try {
      long last = session.connect(mix);
      if (unresolved != null && last == seq) {
        unresolved.committed().run();
      }
      unresolved = null;
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void next() {
    String uid = Entry.uid(me.source, me.epoch, me.writer, seq + 1);
    Operation operation = choice.apply(seq + 1);
    Step step = operation.planner().plan(uid);
    while (step == null) {
      operation = choice.apply(seq + 1);
      step = operation.planner().plan(uid);
    }
    seq++;
    Entry entry =
        new Entry(
            Clock.micros(),
            Outcome.INVOKE,
            me.source,
            me.writer,
            me.epoch,
            seq,
            operation.name(),
            step.effects());
    record(entry);
    Outcome outcome = session.run(step, seq);
    record(entry.ended(outcome, Clock.micros()));
    if (outcome == Outcome.OK) {
      step.committed().run();
    } else if (outcome == Outcome.INFO) {
      unresolved = step;
    }
  }

  private void record(Entry entry) {
    journal.append(entry);
    tallies.add(entry.outcome());
  }
}
