package dev.crossfade.spi.target;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import java.time.Instant;

/**
 * A source table whose changes are kept as the log has them, because somebody has to decide what it
 * is now.
 *
 * @param source name of its source
 * @param table the table
 * @param state what is done about it
 * @param since position behind which its changes are kept; START while it is only wanted
 * @param at when that began
 * @param why what was done to it
 * @param version the mappings of the table by which what is kept is to be applied, once that is
 *     decided; empty means any
 */
public record HeldTable(
    String source,
    TableId table,
    State state,
    Position since,
    Instant at,
    Alterations why,
    String version) {

  /** A table of which nothing is decided. */
  public HeldTable(
      String source, TableId table, State state, Position since, Instant at, Alterations why) {
    this(source, table, state, since, at, why, "");
  }

  /** Why, in words. */
  public String reason() {
    return why.text();
  }

  /** What is done about it. */
  public enum State {
    /** Whoever follows the source is to hold it from where the stream is. */
    WANTED,
    /** Its changes are kept. */
    HELD,
    /** It is decided: what is kept is applied, oldest first, before anything newer. */
    RELEASED
  }

  /** Whether what is kept may be applied by these mappings of the table. */
  public boolean mayGoOnBy(String mappings) {
    return state == State.RELEASED && (version.isEmpty() || version.equals(mappings));
  }

  /** The same once it is asked to be held for others, too, see {@link TableHolds#want}. */
  public HeldTable alsoFor(Alterations others) {
    if (state == State.RELEASED) {
      return others.untold() ? new HeldTable(source, table, State.HELD, since, at, others) : this;
    }
    return new HeldTable(source, table, state, since, at, why.and(others));
  }

  /** The same, decided. */
  public HeldTable released(String by) {
    return new HeldTable(source, table, State.RELEASED, since, at, why, by);
  }
}
