package dev.crossfade.spi.target;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a repair: the rows of one mapping, or what no mapping brings. The owner of one source's
 * stream carries it out.
 *
 * @param act who asked, and why
 * @param number which part of it
 * @param actor who asked
 * @param entity name of the entity
 * @param source whose owner carries it out
 * @param mapping number of the mapping whose rows are compared; {@link #EXTRAS} for rows of
 *     production that none brings
 * @param keys of the only rows that are meant, in words; empty for all rows
 * @param count what was done so far
 * @param place how far it is, for who goes on; null at the beginning
 * @param state whether it is over
 */
public record Repair(
    long act,
    int number,
    String actor,
    String entity,
    String source,
    int mapping,
    List<String> keys,
    Count count,
    @Nullable String place,
    State state) {

  /** Stands for no mapping. */
  public static final int EXTRAS = -1;

  public Repair {
    keys = List.copyOf(keys);
  }

  /** How far a part is. */
  public enum State {
    /** Not all rows were looked at. */
    OPEN,
    /** All rows were looked at, and what differed was written. */
    DONE
  }

  /**
   * What was done.
   *
   * @param compared rows that were looked at
   * @param written rows that were set
   * @param removed rows that were taken away
   * @param parked rows that were refused when they were to be set
   */
  public record Count(long compared, long written, long removed, long parked) {

    /** Nothing. */
    public static final Count NONE = new Count(0, 0, 0, 0);

    /** Both together. */
    public Count plus(Count more) {
      return new Count(
          compared + more.compared,
          written + more.written,
          removed + more.removed,
          parked + more.parked);
    }
  }

  /** Whether it is about rows that no mapping brings. */
  public boolean extras() {
    return mapping == EXTRAS;
  }

  /** The same, further on. */
  public Repair further(Count more, @Nullable String newPlace, State newState) {
    return new Repair(
        act, number, actor, entity, source, mapping, keys, count.plus(more), newPlace, newState);
  }
}
