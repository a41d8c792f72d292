package dev.crossfade.core.compare;

/**
 * What a verdict about an entity has to rest on, so that it counts now.
 *
 * @param version of the entity's mappings that are in use
 * @param unlogged how often its rows were written of which no log tells
 */
public record Basis(String version, long unlogged) {

  /**
   * Why a verdict says nothing about now, whatever it found; empty when it does. One that is
   * unknown has a reason of its own.
   */
  public String objection(Verdict verdict) {
    if (!verdict.mappingVersion().equals(version)) {
      return "it was compared by other mappings";
    }
    return verdict.result() == Verdict.Result.UNKNOWN || verdict.madeUnder(unlogged)
        ? ""
        : "its rows were written again (replay, repair, renewal) since";
  }
}
