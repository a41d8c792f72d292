package dev.crossfade.testkit.memory;

import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.journal.Leases;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.ManualClock;
import dev.crossfade.testkit.fault.ScriptedFaults;
import java.time.Instant;
import java.util.List;

/** One store for all who open it, and a way to it that loses something. */
final class MemoryControls {

  final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ScriptedFaults faults = new ScriptedFaults();
  private final InMemoryControl control = new InMemoryControl(clock, faults);

  ControlStore open() {
    return control;
  }

  ControlStore lossy(Fault fault) {
    return new Lossy(control, faults, fault);
  }

  private record Lossy(InMemoryControl control, ScriptedFaults faults, Fault fault)
      implements ControlStore {

    @Override
    public void prepare() {
      control.prepare();
    }

    @Override
    public boolean prepared() {
      return control.prepared();
    }

    @Override
    public Journal journal() {
      Journal journal = control.journal();
      return new Journal() {
        @Override
        public List<JournalEntry> read(String migration, long after) {
          return journal.read(migration, after);
        }

        @Override
        public List<JournalEntry> read(String migration, long after, int most) {
          return journal.read(migration, after, most);
        }

        @Override
        public Appended append(Append append) {
          faults.at("journal.append", 1, fault);
          return journal.append(append);
        }

        @Override
        public boolean holds(String migration, String append) {
          return journal.holds(migration, append);
        }

        @Override
        public List<String> migrations() {
          return journal.migrations();
        }
      };
    }

    @Override
    public Leases leases() {
      return control.leases();
    }

    @Override
    public AuditLog audit() {
      return control.audit();
    }

    @Override
    public AuditTree tree() {
      return control.tree();
    }

    @Override
    public void close() {}
  }
}
