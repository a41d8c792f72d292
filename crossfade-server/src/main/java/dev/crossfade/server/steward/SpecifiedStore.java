package dev.crossfade.server.steward;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditTree;
import dev.crossfade.spi.journal.Append;
import dev.crossfade.spi.journal.Appended;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.JournalEntry;
import dev.crossfade.spi.journal.Leases;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The control store for whoever carries a migration out by a specification that he has read. What
 * somebody asks to take in, through any server, is in the specification that is kept by then: it is
 * not shown to whoever still goes by another one, for he would find nothing to take in.
 */
final class SpecifiedStore implements ControlStore {

  private final ControlStore store;
  private final BooleanSupplier current;

  /**
   * @param current whether the specification that he goes by is still the one that is kept
   */
  SpecifiedStore(ControlStore store, BooleanSupplier current) {
    this.store = store;
    this.current = current;
  }

  private List<JournalEntry> shown(List<JournalEntry> entries) {
    if (entries.stream().anyMatch(SpecifiedStore::extend) && !current.getAsBoolean()) {
      throw outdated();
    }
    return entries;
  }

  private static boolean extend(JournalEntry entry) {
    return entry.event().contains(Trigger.EXTEND.name())
        && EventText.parse(entry.event()) instanceof Event.Entered entered
        && entered.by() == Trigger.EXTEND;
  }

  private static ProblemException outdated() {
    return Problem.of(
            ApiProblem.BUSY,
            "The new specification is being taken over.",
            "What was asked for is in it, and not in the one that the migration went by.",
            "Nothing to do, it goes on within seconds.")
        .raise();
  }

  @Override
  public Journal journal() {
    Journal journal = store.journal();
    return new Journal() {
      @Override
      public List<JournalEntry> read(String migration, long after) {
        return shown(journal.read(migration, after));
      }

      @Override
      public List<JournalEntry> read(String migration, long after, int most) {
        return shown(journal.read(migration, after, most));
      }

      @Override
      public Appended append(Append append) {
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
  public void prepare() {
    store.prepare();
  }

  @Override
  public boolean prepared() {
    return store.prepared();
  }

  @Override
  public Leases leases() {
    return store.leases();
  }

  @Override
  public AuditLog audit() {
    return store.audit();
  }

  @Override
  public AuditTree tree() {
    return store.tree();
  }

  @Override
  public void close() {
    store.close();
  }
}
