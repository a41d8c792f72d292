package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Pause;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.ProductionReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Decides about rows that looked different while both sides kept changing.
 *
 * <p>Each round reads the source row (s1), waits until everything visible to that read has been
 * published, reads production (t) and the source again (s2). If t equals s1 or s2 the row is right:
 * production shows a state the source had at or after the first read. If the source did not change
 * but production differs, the difference is real unless the source changed there and back in
 * between, so it must repeat unchanged over several rounds before it is called a mismatch. A row
 * that never comes to rest is reported as unsettled, neither equal nor different. [TRUE-VERDICT]
 *
 * <p>A row that is not as it should be in production is right nevertheless when quarantine, read
 * after production, holds s1 or s2. What production shows for it cannot be proven from its source,
 * with one exception: what history refused was never written at all.
 */
final class KeyedRecheck {

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
    Map<Key, Set<SourceRow>> open = new HashMap<>(suspects);
    Map<Key, Repeat> repeats = new HashMap<>();
    for (int round = 0; !open.isEmpty(); round++) {
      if (round == settings.maxRounds()) {
        findings.unsettled(open.size());
        return;
      }
      if (round > 0) {
        pause.sleep(settings.pauseBefore(round - 1));
      }
      if (!round(open, repeats, findings)) {
        findings.fenceFailed();
        return;
      }
    }
  }

  private boolean round(Map<Key, Set<SourceRow>> open, Map<Key, Repeat> repeats, Findings findings)
      throws InterruptedException {
    Map<Key, Sighting> before = lookup.look(open);
    boolean published = fence.passed(fence.marks(scope.sources()));
    Map<Key, Sighting> actual = lookAtProduction(open.keySet());
    Map<Key, List<ParkedChange>> parked = quarantine.look(open.keySet());
    Map<Key, Sighting> after = lookup.look(open);
    for (Iterator<Key> keys = open.keySet().iterator(); keys.hasNext(); ) {
      Key key = keys.next();
      Sighting s1 = Objects.requireNonNull(before.get(key));
      Sighting s2 = Objects.requireNonNull(after.get(key));
      Sighting t = actual.getOrDefault(key, Sighting.ABSENT);
      List<ParkedChange> items = parked.getOrDefault(key, List.of());
      if (right(s1, t) || right(s2, t)) {
        keys.remove();
      } else if (counted(s1, t, items, findings) || counted(s2, t, items, findings)) {
        keys.remove();
      } else if (published && s1.same(s2) && repeats(repeats, key, s1, t)) {
        findings.mismatch(mismatch(key, s2, t, items));
        keys.remove();
      }
    }
    return published || open.isEmpty();
  }

  /** Whether the row is where it belongs, in quarantine; counts it when it is. */
  private boolean counted(
      Sighting source, Sighting actual, List<ParkedChange> parked, Findings findings) {
    if (!quarantine.hold(source, actual, parked) || written(source, actual, parked)) {
      return false;
    }
    if (source.state() == Sighting.State.REFUSED) {
      findings.refused(1);
    } else {
      findings.parked(1);
    }
    return true;
  }

  /** Whether production holds a row that cannot have been written there. */
  private boolean written(Sighting source, Sighting actual, List<ParkedChange> parked) {
    return source.state() != Sighting.State.CONTESTED
        && actual.row() != null
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
          digest.digest(row);
          seen.put(scope.keyOf(row), Sighting.of(Digest.of(digest), row));
        });
    return seen;
  }

  private Mismatch mismatch(Key key, Sighting source, Sighting target, List<ParkedChange> parked) {
    List<String> columns = new ArrayList<>();
    if (source.row() != null && target.row() != null) {
      for (int column : digest.differences(source.row(), target.row())) {
        columns.add(scope.table().columns().get(column).name());
      }
    }
    return new Mismatch(
        scope.shape().name(),
        kind(source, target, parked),
        KeyText.of(scope.table(), key),
        columns);
  }

  private MismatchKind kind(Sighting source, Sighting target, List<ParkedChange> parked) {
    boolean refused = source.state() == Sighting.State.REFUSED;
    if (refused && quarantine.hold(source, target, parked)) {
      return MismatchKind.EXTRA;
    }
    if (!refused && source.row() == null && target.row() != null) {
      return MismatchKind.EXTRA;
    }
    if (!parked.isEmpty()) {
      return MismatchKind.STALE;
    }
    return refused || target.row() == null ? MismatchKind.MISSING : MismatchKind.CHANGED;
  }

  /** The same difference, and how often in a row it was seen. */
  private record Repeat(Sighting source, Sighting target, int times) {}
}
