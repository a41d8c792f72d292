package dev.crossfade.testkit.memory;

import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Acts;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Acts of people on the in-memory target. Thread-safe. */
final class MemoryActs implements Acts {

  private static final String MIGRATION = "memory";

  private final MemoryStore store;
  private final MemoryFence fence;

  MemoryActs(MemoryStore store, MemoryFence fence) {
    this.store = store;
    this.fence = fence;
  }

  @Override
  public Act reveal(Selection what, long rows, String actor, String reason) {
    return add(Act.Kind.REVEAL, what, rows, "", actor, reason);
  }

  @Override
  public Act adopt(String version, String actor, String reason) {
    store.keep(fence);
    return add(Act.Kind.ADOPT, Selection.ALL, 0, version, actor, reason);
  }

  @Override
  public Act decide(String table, String decision, String actor, String reason) {
    Selection what = new Selection(table, null, decision, null);
    store.keep(fence);
    return add(Act.Kind.DRIFT, what, 0, "", actor, reason);
  }

  @Override
  public Act settle(Selection what, String actor, String reason) {
    return add(Act.Kind.SETTLE, what, 1, "", actor, reason);
  }

  @Override
  public Optional<String> adopted() {
    return store.read(
        data ->
            data.acts.stream()
                .filter(act -> act.kind() == Act.Kind.ADOPT)
                .map(Act::version)
                .reduce((first, last) -> last));
  }

  @Override
  public Act replay(Selection what, List<Correction> corrections, String actor, String reason) {
    Act.Kind kind = corrections.isEmpty() ? Act.Kind.REPLAY : Act.Kind.FIX;
    Act act = add(kind, what, open(what).size(), "", actor, reason);
    store.change(
        data -> {
          data.unlogged(item -> item.counts() && what.matches(item.change()));
          Map<String, Long> last = new TreeMap<>();
          data.quarantine.stream()
              .filter(item -> item.counts() && what.matches(item.change()))
              .forEach(item -> last.put(item.change().source(), item.id()));
          last.forEach(
              (source, id) ->
                  data.replays.add(
                      new Replay(act.id(), source, what, id, 0, 0, 0, 0, Replay.State.OPEN)));
          data.corrections.addAll(corrections);
        });
    return act;
  }

  @Override
  public Act discard(Selection what, String actor, String reason) {
    Act act = add(Act.Kind.DISCARD, what, open(what).size(), "", actor, reason);
    store.change(
        data ->
            data.quarantine.replaceAll(
                item -> item.counts() && what.matches(item.change()) ? item.discard() : item));
    return act;
  }

  private List<MemoryData.Parked> open(Selection what) {
    return store.read(
        data ->
            data.quarantine.stream()
                .filter(item -> item.counts() && what.matches(item.change()))
                .toList());
  }

  /** Records an act. */
  Act add(Act.Kind kind, Selection what, long rows, String version, String actor, String reason) {
    store.change(
        data ->
            data.acts.add(
                new Act(
                    data.acts.size() + 1L,
                    MIGRATION,
                    kind,
                    store.clock().instant(),
                    actor,
                    reason,
                    what,
                    rows,
                    version)));
    return store.read(data -> data.acts.get(data.acts.size() - 1));
  }

  @Override
  public Optional<Replay> next(String source) {
    return open().stream().filter(replay -> replay.source().equals(source)).findFirst();
  }

  @Override
  public List<Replay> parts(long act) {
    return store.read(data -> data.replays.stream().filter(replay -> replay.act() == act).toList());
  }

  @Override
  public List<Replay> open() {
    return store.read(
        data ->
            data.replays.stream().filter(replay -> replay.state() == Replay.State.OPEN).toList());
  }

  @Override
  public List<Correction> corrections() {
    return store.read(data -> List.copyOf(data.corrections));
  }

  @Override
  public long lastCorrecting() {
    return store.read(
        data ->
            data.acts.stream()
                .filter(act -> act.kind() == Act.Kind.FIX)
                .mapToLong(Act::id)
                .max()
                .orElse(0));
  }

  @Override
  public List<Act> pending(int max) {
    return store.read(
        data ->
            data.acts.stream()
                .filter(act -> !data.loggedActs.containsKey(act.id()))
                .limit(max)
                .toList());
  }

  @Override
  public void logged(Map<Long, Long> leaves) {
    store.change(data -> data.loggedActs.putAll(leaves));
  }
}
