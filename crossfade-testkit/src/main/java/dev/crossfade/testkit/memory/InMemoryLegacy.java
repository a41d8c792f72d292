package dev.crossfade.testkit.memory;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.reverse.LegacyApplier;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.reverse.LegacyTable;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.reverse.Unrestored;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An in-memory source that follows the target; what is written stands in its log. Thread-safe. */
public final class InMemoryLegacy implements LegacyDatabase {

  final InMemorySource source;
  final MemoryLegacyRules rules;
  final FaultyCalls calls;
  final Map<TableId, String> lasting = new ConcurrentHashMap<>();
  private final List<Unrestored> inbox = new ArrayList<>();
  private @Nullable ReverseState stored;
  private long epoch;

  public InMemoryLegacy(InMemorySource source, MemoryLegacyRules rules, Faults faults) {
    this.source = source;
    this.rules = rules;
    this.calls = new FaultyCalls(faults);
  }

  /** From now on something of a rehearsal on this table would last: what, in words. */
  public void lasts(TableId table, String what) {
    lasting.put(table, what);
  }

  String call(String what) {
    return source.name() + ".legacy." + what;
  }

  @Override
  public List<Problem> preflight(Collection<LegacyTable> tables) {
    calls.enter(call("preflight"));
    return List.of();
  }

  @Override
  public void prepare() {
    calls.enter(call("prepare"));
  }

  @Override
  public LegacyApplier openApplier() {
    calls.enter(call("open"));
    return new MemoryLegacyApplier(this);
  }

  @Override
  public synchronized Optional<ReverseState> state() {
    calls.enter(call("state"));
    return Optional.ofNullable(stored);
  }

  @Override
  public synchronized void restart(String streamId) {
    calls.enter(call("restart"));
    ReverseState now = stored;
    if (now == null || now.streamId().equals(streamId)) {
      return;
    }
    if (!inbox.isEmpty()) {
      throw Problem.of(MemoryProblem.UNANSWERED, "rows wait to be seen to", "simulated", "settle")
          .raise();
    }
    stored = null;
  }

  @Override
  public synchronized void disown() {
    calls.enter(call("disown"));
    if (stored != null) {
      take(stored);
    }
  }

  /** Stores a state under a later epoch. */
  synchronized ReverseState take(ReverseState from) {
    epoch++;
    ReverseState taken =
        new ReverseState(
            from.streamId(),
            from.nextOffset(),
            from.applied(),
            from.mark(),
            from.markWrittenAt(),
            epoch);
    stored = taken;
    return taken;
  }

  /** Whether this is the state that counts. */
  synchronized boolean holds(ReverseState state) {
    return stored != null
        && stored.epoch() == state.epoch()
        && stored.nextOffset() == state.nextOffset()
        && stored.streamId().equals(state.streamId());
  }

  synchronized void move(ReverseState to, List<Unrestored> kept) {
    stored = to;
    inbox.addAll(kept);
  }

  @Override
  public synchronized List<Unrestored> unrestored(int most) {
    return List.copyOf(inbox.subList(0, Math.min(most, inbox.size())));
  }

  @Override
  public synchronized long waiting() {
    calls.enter(call("waiting"));
    return inbox.size();
  }

  @Override
  public synchronized long settle(Unrestored seen) {
    long before = inbox.size();
    inbox.removeIf(seen::equals);
    return before - inbox.size();
  }

  @Override
  public synchronized void remove() {
    stored = null;
    inbox.clear();
  }

  @Override
  public void close() {}
}
