package dev.crossfade.core.phase;

/**
 * A step to be done. Migration, visit and kind identify what is to happen, however often it is
 * ordered: after a crash the same order is derived again.
 *
 * @param migration name of the migration
 * @param visit the stay in a phase it belongs to
 * @param kind what to do
 * @param attempt counted from 1
 */
public record Order(String migration, int visit, StepKind kind, int attempt) {

  /** The same for every attempt. */
  public String id() {
    return migration + "/" + visit + "/" + kind;
  }
}
