package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.Bookmark;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.spi.target.ProgressStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an upkeep of an entity builds on: the latest full pass, if it found all equal, and what
 * upkeeps have found equal since. What an upkeep found different or could not decide is looked at
 * again by the next.
 *
 * @param refusal why there is nothing to build on, in words that go on after "because", or empty
 * @param fullPass when the full pass began
 * @param digest of what it read of production
 * @param bookmarks from where to look for changes, by source
 * @param unlogged how often its rows had been written of which no log tells
 */
record UpkeepBase(
    String refusal,
    Instant fullPass,
    String digest,
    Map<String, Bookmark> bookmarks,
    long unlogged) {

  private static final String MADE_AGAIN = "its rows were made again since";

  /** The base of the entity, as the target remembers it. */
  static UpkeepBase of(Scope scope, Parties parties) {
    ProgressStore progress = parties.progress();
    String entity = scope.shape().name();
    Optional<Verdict> full = progress.latestFull(entity);
    if (full.isEmpty()) {
      return none("there is no full pass yet");
    }
    if (full.get().result() != Verdict.Result.EQUAL) {
      return none("its last full pass was " + full.get().result());
    }
    Verdict last = progress.latestEqual(entity).orElse(full.get());
    if (!last.mappingVersion().equals(scope.version())) {
      return none("its mapping is another one than at its last verdict");
    }
    if (!last.bookmarks().keySet().containsAll(scope.sources())) {
      return none("its last verdict does not say as of where in the stream it holds");
    }
    return since(last, entity, new Unlogged(parties));
  }

  /** What ends while this is read was counted when it is over, so that is read last. */
  private static UpkeepBase since(Verdict last, String entity, Unlogged unlogged) {
    String errand = unlogged.errand(entity);
    if (!errand.isEmpty()) {
      return none(errand);
    }
    long count = unlogged.count(entity);
    return last.madeUnder(count)
        ? new UpkeepBase("", last.provenAt(), last.coverage().digest(), last.bookmarks(), count)
        : none(MADE_AGAIN);
  }

  /** The same now that rows were written so often of which no log tells. */
  UpkeepBase at(long count) {
    return refusal.isEmpty() && count != unlogged ? none(MADE_AGAIN) : this;
  }

  /**
   * What is built on once all is equal up to there; sources that are not named stay as they are.
   */
  UpkeepBase reached(Map<String, Bookmark> places) {
    Map<String, Bookmark> further = new TreeMap<>(bookmarks);
    further.replaceAll((source, before) -> places.getOrDefault(source, before));
    return new UpkeepBase(refusal, fullPass, digest, further, unlogged);
  }

  private static UpkeepBase none(String why) {
    return new UpkeepBase(why, Instant.EPOCH, "", Map.of(), 0);
  }
}
