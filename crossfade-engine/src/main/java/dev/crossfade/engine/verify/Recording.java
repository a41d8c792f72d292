package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.MappingVersion;
import java.util.List;

/** Which verdicts the target remembers. Thread-safe. */
final class Recording {

  private final Parties parties;
  private final Unlogged unlogged;
  private final boolean asked;

  /**
   * @param asked whether somebody wants to know: only then is kept that nothing could be known
   */
  Recording(Parties parties, Unlogged unlogged, boolean asked) {
    this.parties = parties;
    this.unlogged = unlogged;
    this.asked = asked;
  }

  /** The target remembers it, if it is about the mappings by which rows are written, and known. */
  void record(Verdict verdict) {
    boolean known = asked || verdict.result() != Verdict.Result.UNKNOWN;
    if (known && inUse(verdict.entity())) {
      parties.progress().record(verdict);
    }
  }

  /**
   * The same of an upkeep, unless a full pass that ended meanwhile did not find all equal, or rows
   * were written meanwhile of which no log tells.
   *
   * @return whether the upkeep still stands
   */
  boolean recordUpkeep(Verdict verdict) {
    boolean stands =
        verdict.coverage().full()
            || (parties
                    .progress()
                    .latestFull(verdict.entity())
                    .filter(full -> full.result() == Verdict.Result.EQUAL)
                    .isPresent()
                && asCounted(verdict));
    if (stands) {
      record(verdict);
    }
    return stands;
  }

  /** One that nothing can be built on has no bookmarks, and claims nothing. */
  private boolean asCounted(Verdict upkeep) {
    return upkeep.bookmarks().isEmpty() || upkeep.madeUnder(unlogged.count(upkeep.entity()));
  }

  /** Whether rows of an entity are written by these mappings. */
  public boolean inUse(String entity) {
    List<MappingVersion> known =
        MappingVersion.known(parties.migration(), entity::equals, parties.progress());
    return known.size() == parties.migration().into(entity).size()
        && known.stream().noneMatch(MappingVersion::changed);
  }
}
