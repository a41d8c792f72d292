package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.LogStart;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Holder;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.journal.Lease;
import dev.crossfade.spi.journal.Leases;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Journals, leases and their audit log in memory; every call can fail. Thread-safe. */
public final class InMemoryControl implements ControlStore {

  private final Map<String, Head> heads = new TreeMap<>();
  private final Clock clock;
  private final FaultyCalls calls;
  private volatile boolean prepared;
  private final InMemoryAudit audit;
  private final InMemoryTree tree;

  public InMemoryControl(Clock clock, Faults faults) {
    this.clock = clock;
    this.calls = new FaultyCalls(faults);
    this.audit = new InMemoryAudit(calls);
    this.tree = new InMemoryTree(calls, audit);
    audit.put(List.of(LogStart.leaf(audit.origin(), clock.instant(), "crossfade")));
  }

  private static final class Head {
    final List<JournalEntry> entries = new ArrayList<>();
    String owner = "";
    long epoch;
    Instant until = Instant.MIN;
  }

  private synchronized Head head(String migration) {
    return heads.computeIfAbsent(migration, name -> new Head());
  }

  @Override
  public void prepare() {
    calls.enter("control.prepare");
    prepared = true;
  }

  @Override
  public boolean prepared() {
    calls.enter("control.prepared");
    return prepared;
  }

  @Override
  public Journal journal() {
    return new MemoryJournal();
  }

  @Override
  public Leases leases() {
    return new MemoryLeases();
  }

  @Override
  public AuditLog audit() {
    return audit;
  }

  @Override
  public AuditTree tree() {
    return tree;
  }

  /** What is in a journal, whatever happens to calls. */
  public synchronized List<JournalEntry> entries(String migration) {
    return List.copyOf(head(migration).entries);
  }

  @Override
  public void close() {}

  private synchronized Appended write(Append append) {
    Head head = head(append.migration());
    if (append.epoch() != 0 && append.epoch() != head.epoch) {
      return new Appended.Fenced(head.epoch);
    }
    if (append.after() != head.entries.size()) {
      return new Appended.Outrun(head.entries.size());
    }
    for (String event : append.events()) {
      head.entries.add(
          new JournalEntry(
              head.entries.size() + 1,
              append.at(),
              append.actor(),
              append.epoch(),
              append.id(),
              event));
    }
    audit.put(append.leaves());
    return new Appended.Written(append.next());
  }

  private final class MemoryJournal implements Journal {

    @Override
    public List<JournalEntry> read(String migration, long after) {
      calls.enter("journal.read");
      List<JournalEntry> all = entries(migration);
      return all.subList((int) Math.min(after, all.size()), all.size());
    }

    @Override
    public List<JournalEntry> read(String migration, long after, int most) {
      List<JournalEntry> behind = read(migration, after);
      return behind.subList(0, Math.min(most, behind.size()));
    }

    @Override
    public Appended append(Append append) {
      List<Appended> result = new ArrayList<>();
      Outcome<Void> outcome = calls.commit("journal.append", () -> result.add(write(append)));
      if (outcome instanceof Outcome.NotDone<Void> notDone) {
        throw notDone.why().raise();
      }
      return outcome instanceof Outcome.Unknown<Void> unknown
          ? new Appended.Unknown(unknown.why())
          : result.get(0);
    }

    @Override
    public boolean holds(String migration, String append) {
      calls.enter("journal.holds");
      return entries(migration).stream().anyMatch(entry -> entry.append().equals(append));
    }

    @Override
    public List<String> migrations() {
      calls.enter("journal.migrations");
      synchronized (InMemoryControl.this) {
        return heads.entrySet().stream()
            .filter(each -> !each.getValue().entries.isEmpty())
            .map(Map.Entry::getKey)
            .toList();
      }
    }
  }

  private final class MemoryLeases implements Leases {

    @Override
    public Optional<Lease> take(String migration, String owner, Duration ttl) {
      List<Lease> taken = new ArrayList<>();
      settle(calls.commit("leases.take", () -> grant(migration, owner, ttl, taken)));
      return taken.stream().findFirst();
    }

    private void grant(String migration, String owner, Duration ttl, List<Lease> taken) {
      synchronized (InMemoryControl.this) {
        Head head = head(migration);
        if (head.owner.equals(owner) || !clock.instant().isBefore(head.until)) {
          head.owner = owner;
          head.epoch++;
          head.until = clock.instant().plus(ttl);
          taken.add(new Lease(migration, owner, head.epoch));
        }
      }
    }

    @Override
    public boolean renew(Lease lease, Duration ttl) {
      List<Boolean> renewed = new ArrayList<>();
      settle(
          calls.commit("leases.renew", () -> renewed.add(until(lease, clock.instant().plus(ttl)))));
      return renewed.contains(true);
    }

    @Override
    public void release(Lease lease) {
      settle(calls.commit("leases.release", () -> until(lease, Instant.MIN)));
    }

    /** Moves the end of a lease that is current and was not given back. */
    private boolean until(Lease lease, Instant end) {
      synchronized (InMemoryControl.this) {
        Head head = head(lease.migration());
        boolean current = head.epoch == lease.epoch() && !head.until.equals(Instant.MIN);
        if (current) {
          head.until = end;
        }
        return current;
      }
    }

    private void settle(Outcome<Void> outcome) {
      if (outcome instanceof Outcome.NotDone<Void> notDone) {
        throw notDone.why().raise();
      } else if (outcome instanceof Outcome.Unknown<Void>) {
        throw FaultyCalls.unreachable("leases").raise();
      }
    }

    @Override
    public Optional<Holder> holder(String migration) {
      calls.enter("leases.holder");
      synchronized (InMemoryControl.this) {
        Head head = head(migration);
        Duration left =
            head.until.equals(Instant.MIN)
                ? Duration.ZERO
                : Duration.between(clock.instant(), head.until);
        return head.epoch == 0
            ? Optional.empty()
            : Optional.of(new Holder(head.owner, head.epoch, left));
      }
    }
  }
}
