package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people decide while a run is under way: that mappings take the place of others, and what
 * tables are now. A run begun anew goes by it. Any number of threads.
 */
final class Decisions {

  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
  private static final long EVERY = TimeUnit.SECONDS.toNanos(3);
  private static final long IN_VAIN = TimeUnit.SECONDS.toNanos(12);

  private final TargetDatabase target;
  private final CompiledMigration mine;
  private final Supplier<CompiledMigration> next;
  private final LongSupplier nanos;
  private long due;
  private boolean newer;

  /**
   * A decision that the mappings of a run do not go by.
   *
   * @param source of the table; empty when it is about all mappings
   * @param table the table; null likewise
   * @param versions the mappings that it is about
   */
  private record Decision(String source, @Nullable TableId table, String versions) {

    boolean goneBy(CompiledMigration mappings) {
      String theirs = table == null ? mappings.version() : mappings.versions(source, table);
      return theirs.equals(versions);
    }
  }

  /**
   * @param mine the mappings of the run that is under way
   * @param next the mappings of one that is begun now; throws where that is not possible
   * @param nanos a clock that only goes forward
   */
  Decisions(
      TargetDatabase target,
      CompiledMigration mine,
      Supplier<CompiledMigration> next,
      LongSupplier nanos) {
    this.target = target;
    this.mine = mine;
    this.next = next;
    this.nanos = nanos;
    this.due = nanos.getAsLong();
  }

  /**
   * Whether a run begun now would go by a decision that this one does not know. Looked at now and
   * then; once it is so, it stays so.
   */
  synchronized boolean newer() {
    long now = nanos.getAsLong();
    if (!newer && now - due >= 0) {
      due = now + EVERY;
      newer = look();
    }
    return newer;
  }

  private boolean look() {
    try {
      Set<Decision> notGoneBy = notGoneBy();
      if (notGoneBy.isEmpty()) {
        return false;
      }
      due += IN_VAIN;
      CompiledMigration mappings = next.get();
      return notGoneBy.stream().anyMatch(each -> each.goneBy(mappings));
    } catch (ProblemException e) {
      LOG.debug("what was decided cannot be gone by yet", e);
      return false;
    }
  }

  private Set<Decision> notGoneBy() {
    Set<Decision> decisions = new HashSet<>();
    target
        .acts()
        .adopted()
        .filter(version -> !version.equals(mine.version()))
        .ifPresent(version -> decisions.add(new Decision("", null, version)));
    for (HeldTable table : target.holds().all()) {
      String versions = mine.versions(table.source(), table.table());
      if (table.state() == State.RELEASED && !table.mayGoOnBy(versions)) {
        decisions.add(new Decision(table.source(), table.table(), table.version()));
      }
    }
    return decisions;
  }
}
