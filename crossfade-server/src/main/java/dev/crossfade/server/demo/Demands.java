package dev.crossfade.server.demo;

import java.util.ArrayList;
import java.util.List;

/** What a demonstration demands, told as it is looked at; what does not hold is remembered. */
final class Demands {
  private final Narrator narrator;
  private final List<String> reasons = new ArrayList<>();

  Demands(Narrator narrator) {
    this.narrator = narrator;
  }

  void that(boolean holds, String what) {
    narrator.proof(holds, what);
    if (!holds) {
      reasons.add(what);
    }
  }

  /** It was ended before all was looked at. */
  void ended(String why) {
    reasons.add(0, why);
  }

  /** What does not hold. */
  List<String> reasons() {
    return List.copyOf(reasons);
  }

  boolean met() {
    return reasons.isEmpty();
  }
}
