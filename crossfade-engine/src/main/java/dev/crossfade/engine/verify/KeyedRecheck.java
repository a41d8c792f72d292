package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Pause;
import dev.crossfade.spi.target.ProductionReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about rows that looked different while both sides kept changing.
 *
 * <p>Each round reads the source row (s1), waits until everything visible to that read has been
 * published, reads production (t) and the source again (s2). If t equals s1 or s2 the row is right:
 * production shows a state in which the source was seen at or after the first read. If the source
 * did not change but production differs, the difference is real unless the source changed there and
 * back in between, so it must repeat unchanged over several rounds before it is called a mismatch.
 * A row that only a scan of its source table finds is read once a round, so it has no s2.
 * [TRUE-VERDICT]
 *
 * <p>A row that is written more often than it can be read has hardly ever the same state on both
 * sides at once. Such rows are watched closely, a hundred at a time: the source again and again
 * from the first read on, production again and again behind the fence. Production is right when it
 * shows any state in which the source was seen since. At most a thousand rows are watched in one
 * round, those first that have waited longest. What is open after the last round is unsettled,
 * neither equal nor different.
 *
 * <p>A row that is not as it should be in production is right nevertheless when quarantine, read
 * after production, holds s1 or s2. What production shows for it cannot be proven from its source,
 * with one exception: what history refused was never written at all.
 */
final class KeyedRecheck {

  /** Rows still open after so many rounds may be rows that hardly ever rest. */
  private static final int CLOSELY_FROM = 2;

  private static final int CLOSELY_AT_ONCE = 100;
  private static final int SLICES_PER_ROUND = 10;
  private static final int LOOKS = 100;

  private final Scope scope;
  private final SourceLookup lookup;
  private final ProductionReader production;
  private final ParkedImages quarantine;
  private final Fence fence;
  private final Pause pause;
  private final VerifySettings settings;
  private final RowDigest digest;

  KeyedRecheck(
      Scope scope,
      SourceLookup lookup,
      ProductionReader production,
      ParkedImages quarantine,
      Fence fence,
      Pause pause,
      VerifySettings settings) {
    this.scope = scope;
    this.lookup = lookup;
    this.production = production;
    this.quarantine = quarantine;
    this.fence = fence;
    this.pause = pause;
    this.settings = settings;
    this.digest = new RowDigest(scope.table());
  }

  /** Judges all suspects and adds what is certain to the findings. */
  void judge(Map<Key, Set<SourceRow>> suspects, Findings findings) throws InterruptedException {
    Map<Key, Set<SourceRow>> open = new LinkedHashMap<>(suspects);
    Map<Key, Repeat> repeats = new HashMap<>();
    for (int round = 0; !open.isEmpty(); round++) {
      if (round == settings.maxRounds()) {
        findings.unsettled(open.size());
        return;
      }
      if (round > 0) {
        pause.sleep(settings.pauseBefore(round - 1));
      }
      if (!round(open, repeats, findings) || !watchRestless(round, open, repeats, findings)) {
        findings.fenceFailed();
        return;
      }
    }
  }

  /**
   * Judges rows that are probably right: only those that differ at a first look at both sides, for
   * which nothing has to be awaited, are judged like suspects. A row that production shows as its
   * source was seen before is right.
   */
  void judgeProbable(Map<Key, Set<SourceRow>> rows, Findings findings) throws InterruptedException {
    Map<Key, Set<SourceRow>> differing = new LinkedHashMap<>(rows);
    Map<Key, Sighting> expected = lookup.look(rows);
    Map<Key, Sighting> actual = lookAtProduction(rows.keySet());
    differing
        .keySet()
        .removeIf(
            key ->
                right(
                    expected.getOrDefault(key, Sighting.ABSENT),
                    actual.getOrDefault(key, Sighting.ABSENT)));
    judge(differing, findings);
  }

  /** Decides what it can; false when published changes did not reach the fence in time. */
  private boolean round(Map<Key, Set<SourceRow>> open, Map<Key, Repeat> repeats, Findings findings)
      throws InterruptedException {
    SourceWatch source = new SourceWatch(lookup, open);
    source.look();
    boolean published = fence.passed(fence.marks(scope.sources()));
    Map<Key, Sighting> actual = decide(open, source, findings);
    if (published) {
      callMismatches(open, source, actual, repeats, findings);
    }
    return published || open.isEmpty();
  }

  /** Watches rows that were not the same in all rounds, in slices; false like a round. */
  private boolean watchRestless(
      int round, Map<Key, Set<SourceRow>> open, Map<Key, Repeat> repeats, Findings findings)
      throws InterruptedException {
    if (round < CLOSELY_FROM) {
      return true;
    }
    List<Key> restless =
        lookup.withoutScan(open).keySet().stream()
            .filter(key -> Repeat.times(repeats.get(key)) <= round)
            .limit((long) CLOSELY_AT_ONCE * SLICES_PER_ROUND)
            .toList();
    for (int from = 0; from < restless.size(); from += CLOSELY_AT_ONCE) {
      Map<Key, Set<SourceRow>> slice = new LinkedHashMap<>();
      restless
          .subList(from, Math.min(restless.size(), from + CLOSELY_AT_ONCE))
          .forEach(key -> slice.put(key, open.getOrDefault(key, Set.of())));
      open.keySet().removeAll(slice.keySet());
      boolean published = watchClosely(slice, findings);
      open.putAll(slice);
      if (!published) {
        return false;
      }
    }
    return true;
  }

  /** Removes from the slice what it decides. */
  private boolean watchClosely(Map<Key, Set<SourceRow>> slice, Findings findings)
      throws InterruptedException {
    SourceWatch source = new SourceWatch(lookup, slice);
    source.look();
    boolean published = fence.passed(fence.marks(scope.sources()), source::look);
    decide(slice, source, findings);
    for (int look = 0; look < LOOKS && slice.keySet().stream().anyMatch(source::moved); look++) {
      decide(slice, source, findings);
    }
    return published || slice.isEmpty();
  }

  /** Closes rows that are right, or rightly in quarantine; returns what production showed. */
  private Map<Key, Sighting> decide(
      Map<Key, Set<SourceRow>> open, SourceWatch source, Findings findings) {
    Map<Key, Sighting> actual = lookAtProduction(open.keySet());
    Map<Key, List<Parked>> parked = quarantine.look(open.keySet());
    source.look();
    open.keySet()
        .removeIf(
            key -> {
              Sighting t = actual.getOrDefault(key, Sighting.ABSENT);
              List<Parked> items = parked.getOrDefault(key, List.of());
              List<Sighting> states = source.states(key);
              return states.stream().anyMatch(s -> right(s, t))
                  || states.stream().anyMatch(s -> counted(s, t, items, findings));
            });
    return actual;
  }

  /** Calls differences of rows at rest mismatches once they have repeated often enough. */
  private void callMismatches(
      Map<Key, Set<SourceRow>> open,
      SourceWatch source,
      Map<Key, Sighting> actual,
      Map<Key, Repeat> repeats,
      Findings findings) {
    Map<Key, List<Parked>> parked = quarantine.look(open.keySet());
    for (Iterator<Key> keys = open.keySet().iterator(); keys.hasNext(); ) {
      Key key = keys.next();
      Sighting s = source.states(key).get(0);
      Sighting t = actual.getOrDefault(key, Sighting.ABSENT);
      if (!source.moved(key) && repeats(repeats, key, s, t)) {
        findings.mismatch(
            mismatch(key, s, t, parked.getOrDefault(key, List.of())),
            key,
            open.getOrDefault(key, Set.of()));
        keys.remove();
      }
    }
  }

  /** Whether the row is where it belongs, in quarantine; counts it when it is. */
  private boolean counted(
      Sighting source, Sighting actual, List<Parked> parked, Findings findings) {
    if (!quarantine.hold(source, actual, parked) || written(source, actual, parked)) {
      return false;
    }
    if (source.state() == Sighting.State.REFUSED) {
      findings.refused(1);
    } else {
      findings.parked(1);
    }
    findings.discarded(parked.get(0).discarded() ? 1 : 0);
    return true;
  }

  /** Whether production holds a row that cannot have been written there. */
  private boolean written(Sighting source, Sighting actual, List<Parked> parked) {
    return source.state() != Sighting.State.CONTESTED
        && actual.columns() != null
        && quarantine.neverApplied(parked);
  }

  private static boolean right(Sighting expected, Sighting actual) {
    return expected.same(actual)
        && (expected.state() == Sighting.State.ROW || expected.state() == Sighting.State.ABSENT);
  }

  private boolean repeats(Map<Key, Repeat> repeats, Key key, Sighting source, Sighting target) {
    Repeat former = repeats.get(key);
    Repeat now =
        former != null && former.source.same(source) && former.target.same(target)
            ? new Repeat(source, target, former.times + 1)
            : new Repeat(source, target, 1);
    repeats.put(key, now);
    return now.times >= settings.stableRounds();
  }

  private Map<Key, Sighting> lookAtProduction(Set<Key> keys) {
    Map<Key, Sighting> seen = new HashMap<>();
    production.readKeys(
        scope.shape(),
        keys,
        row -> {
          seen.put(scope.keyOf(row), Sighting.of(digest, row));
        });
    return seen;
  }

  private Mismatch mismatch(Key key, Sighting source, Sighting target, List<Parked> parked) {
    List<String> columns = new ArrayList<>();
    if (source.columns() != null && target.columns() != null) {
      for (int column : RowDigest.differences(source.columns(), target.columns())) {
        columns.add(scope.table().columns().get(column).name());
      }
    }
    return new Mismatch(
        scope.shape().name(),
        kind(source, target, parked),
        KeyText.of(scope.table(), key),
        columns);
  }

  private MismatchKind kind(Sighting source, Sighting target, List<Parked> parked) {
    boolean refused = source.state() == Sighting.State.REFUSED;
    if (refused && quarantine.hold(source, target, parked)) {
      return MismatchKind.EXTRA;
    }
    if (!refused && source.columns() == null && target.columns() != null) {
      return MismatchKind.EXTRA;
    }
    if (!parked.isEmpty()) {
      return MismatchKind.STALE;
    }
    return refused || target.columns() == null ? MismatchKind.MISSING : MismatchKind.CHANGED;
  }

  /** The same difference, and how often in a row it was seen. */
  private record Repeat(Sighting source, Sighting target, int times) {

    static int times(@Nullable Repeat repeat) {
      return repeat == null ? 0 : repeat.times;
    }
  }
}
