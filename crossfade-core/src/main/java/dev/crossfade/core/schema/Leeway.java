package dev.crossfade.core.schema;

import java.util.Set;

/**
 * How far rows in a log may differ from the columns of their table as we know them.
 *
 * @param reading whether its rows are read at all
 * @param absent columns that a row may lack, or hold in another form: what it has is no value of
 *     the column, which counts as {@link Unreadable}. It is none that did not change: under another
 *     name or form it may have
 * @param leftOut columns that rows may have and nobody takes
 */
public record Leeway(Reading reading, Set<String> absent, Set<String> leftOut) {

  /** None: rows have the columns of their table. */
  public static final Leeway NONE = new Leeway(Reading.READ, Set.of(), Set.of());

  /** Rows are left as they are. */
  public static final Leeway RAW = new Leeway(Reading.LEAVE, Set.of(), Set.of());

  /** What happens to rows. */
  public enum Reading {
    /** Their columns are read. */
    READ,
    /** They stay what the log has: somebody has to decide first what the table is now. */
    LEAVE
  }

  public Leeway {
    absent = Set.copyOf(absent);
    leftOut = Set.copyOf(leftOut);
  }
}
