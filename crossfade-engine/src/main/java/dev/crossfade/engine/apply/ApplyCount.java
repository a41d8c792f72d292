package dev.crossfade.engine.apply;

/**
 * What became of a batch.
 *
 * @param changes how many were looked at
 * @param parked how many went to quarantine
 */
public record ApplyCount(long changes, long parked) {

  public static final ApplyCount NONE = new ApplyCount(0, 0);

  public ApplyCount plus(ApplyCount other) {
    return new ApplyCount(changes + other.changes, parked + other.parked);
  }
}
