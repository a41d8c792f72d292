package dev.crossfade.core.compare;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a comparison of one entity found.
 *
 * @param entity name of the entity
 * @param result the answer
 * @param rowsCompared expected rows compared
 * @param mismatchCount how many rows differ for certain
 * @param mismatches the first of them
 * @param unsettled rows that kept changing and could not be judged
 * @param parked rows that are in quarantine as they are in their source; what production holds for
 *     them was not compared
 * @param refused those of them that their mapping refuses; the others were refused by the target
 * @param discarded those of the parked ones that somebody decided not to write
 * @param asOf log position per source, as of which it holds
 * @param mappingVersion content hash of the mapping used
 * @param startedAt when the comparison began
 * @param finishedAt when it ended
 * @param coverage which rows it speaks of
 * @param bookmarks from where in the stream of each source a later upkeep has to look for changes;
 *     empty when it cannot build on this verdict
 */
public record Verdict(
    String entity,
    Result result,
    long rowsCompared,
    long mismatchCount,
    List<Mismatch> mismatches,
    long unsettled,
    long parked,
    long refused,
    long discarded,
    Map<String, String> asOf,
    String mappingVersion,
    Instant startedAt,
    Instant finishedAt,
    Coverage coverage,
    Map<String, Bookmark> bookmarks) {

  public Verdict {
    mismatches = List.copyOf(mismatches);
    asOf = Map.copyOf(asOf);
    bookmarks = Map.copyOf(bookmarks);
  }

  /** A verdict that nothing was discarded. */
  public Verdict(
      String entity,
      Result result,
      long rowsCompared,
      long mismatchCount,
      List<Mismatch> mismatches,
      long unsettled,
      long parked,
      long refused,
      Map<String, String> asOf,
      String mappingVersion,
      Instant startedAt,
      Instant finishedAt,
      Coverage coverage,
      Map<String, Bookmark> bookmarks) {
    this(
        entity,
        result,
        rowsCompared,
        mismatchCount,
        mismatches,
        unsettled,
        parked,
        refused,
        0,
        asOf,
        mappingVersion,
        startedAt,
        finishedAt,
        coverage,
        bookmarks);
  }

  /** A verdict about all rows on which no upkeep can build. */
  public Verdict(
      String entity,
      Result result,
      long rowsCompared,
      long mismatchCount,
      List<Mismatch> mismatches,
      long unsettled,
      long parked,
      long refused,
      Map<String, String> asOf,
      String mappingVersion,
      Instant startedAt,
      Instant finishedAt) {
    this(
        entity,
        result,
        rowsCompared,
        mismatchCount,
        mismatches,
        unsettled,
        parked,
        refused,
        asOf,
        mappingVersion,
        startedAt,
        finishedAt,
        Coverage.Full.ASKED,
        Map.of());
  }

  /** When the oldest reading began on which it rests: what it says is as of then. */
  public Instant provenAt() {
    return coverage instanceof Coverage.Upkeep upkeep ? upkeep.fullPass() : startedAt;
  }

  /**
   * Why nothing could be judged at all, in words; empty where it was tried. Nothing builds on such
   * a verdict, so it has no bookmarks.
   */
  public String hindrance() {
    return result == Result.UNKNOWN && bookmarks.isEmpty() && coverage instanceof Coverage.Full full
        ? full.because()
        : "";
  }

  /** Why it is not EQUAL, in words; of one that is, there is nothing to say. */
  public String shortfall() {
    return hindrance().isEmpty()
        ? mismatchCount + " rows differ, " + unsettled + " kept changing"
        : hindrance();
  }

  /** Whether rows had been written so often of which no log tells when it began. */
  public boolean madeUnder(long unlogged) {
    return Bookmark.unlogged(unlogged).equals(bookmarks.get(Bookmark.UNLOGGED));
  }

  /**
   * What is known once this counts no more, without anybody having looked again.
   *
   * @param why in words
   */
  public Verdict overtaken(String why) {
    return new Verdict(
        entity,
        Result.UNKNOWN,
        0,
        0,
        List.of(),
        0,
        0,
        0,
        Map.of(),
        mappingVersion,
        finishedAt,
        finishedAt,
        new Coverage.Full(why),
        Map.of());
  }

  /** The answer of a comparison. */
  public enum Result {
    /** Every row is in production as the mapping says, or in quarantine as its source has it. */
    EQUAL,
    /** At least one row differs for certain. */
    DIFFERENT,
    /** Could not be judged; neither equal nor different. */
    UNKNOWN
  }
}
