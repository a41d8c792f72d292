package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.Pause;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.QuarantineStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 */
final class KeyedRecheck {

  private final Scope scope;
  private final SourceLookup lookup;
  private final ProductionReader production;
  private final QuarantineStore quarantine;
  private final Fence fence;
  private final Pause pause;
  private final VerifySettings settings;
  private final RowDigest digest;

  KeyedRecheck(
      Scope scope,
      SourceLookup lookup,
      ProductionReader production,
      QuarantineStore quarantine,
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
  void judge(Suspects suspects, Findings findings) throws InterruptedException {
    Map<Key, Set<SourceRow>> open = new HashMap<>(suspects.rows());
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
    if (!fence.passed(fence.marks(scope.sources()))) {
      return false;
    }
    Map<Key, Sighting> actual = lookAtProduction(open.keySet());
    Set<Key> parkedKeys = parkedKeys(quarantine, scope);
    Map<Key, Sighting> after = lookup.look(open);
    for (Iterator<Key> keys = open.keySet().iterator(); keys.hasNext(); ) {
      Key key = keys.next();
      if (parkedKeys.contains(key)) {
        keys.remove();
        continue;
      }
      Sighting s1 = Objects.requireNonNull(before.get(key));
      Sighting s2 = Objects.requireNonNull(after.get(key));
      Sighting t = actual.getOrDefault(key, Sighting.ABSENT);
      if (right(s1, t) || right(s2, t)) {
        keys.remove();
      } else if (s1.same(s2) && repeats(repeats, key, s1, t)) {
        findings.mismatch(mismatch(key, s2, t));
        keys.remove();
      }
    }
    return true;
  }

  static Set<Key> parkedKeys(QuarantineStore quarantine, Scope scope) {
    Set<Key> keys = new HashSet<>();
    quarantine.parkedKeys(scope.shape().name()).forEach(key -> keys.add(Scope.normal(key)));
    return keys;
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

  private Mismatch mismatch(Key key, Sighting source, Sighting target) {
    String name = scope.shape().name();
    String text = KeyText.of(scope.table(), key);
    if (target.row() == null) {
      return new Mismatch(name, MismatchKind.MISSING, text, List.of());
    }
    if (source.row() == null) {
      return new Mismatch(name, MismatchKind.EXTRA, text, List.of());
    }
    List<String> columns = new ArrayList<>();
    for (int column : digest.differences(source.row(), target.row())) {
      columns.add(scope.table().columns().get(column).name());
    }
    return new Mismatch(name, MismatchKind.CHANGED, text, columns);
  }

  /** The same difference, and how often in a row it was seen. */
  private record Repeat(Sighting source, Sighting target, int times) {}
}
