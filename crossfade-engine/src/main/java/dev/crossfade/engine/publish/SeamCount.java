package dev.crossfade.engine.publish;

import java.util.HashMap;
import java.util.Map;

/**
 * How many held changes were applied, each counted once. What became of a batch whose commit ended
 * in silence is read from what is taken next: the same again, or what comes behind it. One thread.
 */
final class SeamCount {

  private final Map<String, Taken> silent = new HashMap<>();
  private long applied;

  /** Some changes were taken; those before them are gone for certain. */
  void took(Taken taken) {
    Taken before = silent.remove(taken.entity());
    if (before != null && !before.sameBegin(taken)) {
      applied += before.changes();
    }
  }

  void applied(Taken taken) {
    applied += taken.changes();
  }

  /** Nobody knows yet whether these were applied. */
  void silent(Taken taken) {
    silent.put(taken.entity(), taken);
  }

  long applied() {
    return applied;
  }
}
