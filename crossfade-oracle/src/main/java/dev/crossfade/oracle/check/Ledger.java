package dev.crossfade.oracle.check;

import java.util.HashSet;
import java.util.Set;

/** Operations found lost or doubled by any oracle, each counted once. Not thread-safe. */
final class Ledger {

  private final Set<String> lost = new HashSet<>();
  private final Set<String> duplicated = new HashSet<>();
  private long reordered;

  void lost(String uid) {
    lost.add(uid);
  }

  void duplicated(String uid) {
    duplicated.add(uid);
  }

  void reordered(long more) {
    reordered += more;
  }

  Writes writes(long acknowledged) {
    return new Writes(acknowledged, lost.size(), duplicated.size(), reordered);
  }
}
