package dev.crossfade.spi.target;

/**
 * How far the history of one mapping is.
 *
 * @param mapping place of the mapping in the specification
 * @param entity name of its entity
 * @param chunks how many chunks are planned; what is still to be cut counts as one more
 * @param chunksDone how many are in staging
 * @param rows rows written to staging so far
 * @param refused rows refused so far
 * @param highestMark highest mark of its chunks; the stream must have passed it before publishing
 */
public record BackfillProgress(
    int mapping,
    String entity,
    int chunks,
    int chunksDone,
    long rows,
    long refused,
    long highestMark) {

  /** Whether all is cut into chunks, and they are in staging. */
  public boolean complete() {
    return chunks > 0 && chunks == chunksDone;
  }
}
