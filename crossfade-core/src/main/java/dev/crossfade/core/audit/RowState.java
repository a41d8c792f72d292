package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What is on record of a row at some moment: the commitments of what was written last, and nothing
 * that can be read.
 *
 * @param kind how much that is
 * @param digests commitments to what was written: to the whole row, and behind it to each part that
 *     was set since
 */
public record RowState(Kind kind, List<String> digests) {

  /** Before the first record. */
  public static final RowState UNRECORDED = new RowState(Kind.UNRECORDED, List.of());

  private static final RowState ABSENT = new RowState(Kind.ABSENT, List.of());

  public RowState {
    digests = List.copyOf(digests);
  }

  /** How much is on record. */
  public enum Kind {
    /** Nothing: no load had touched it. */
    UNRECORDED,
    /** That it is not there. */
    ABSENT,
    /** The whole row. */
    WHOLE,
    /** The whole row as it was, and what was set of it since. */
    PATCHED,
    /** What was set of it; not what the rest was. */
    PARTLY
  }

  /** The state once something more was done. */
  public RowState after(RowRecord record) {
    return switch (record.op()) {
      case SET, ADD -> new RowState(Kind.WHOLE, List.of(record.row()));
      case PATCH -> patched(record.row());
      case DELETE, REMOVE, CLEAR -> ABSENT;
    };
  }

  private RowState patched(String part) {
    List<String> all = new ArrayList<>(digests);
    all.add(part);
    boolean whole = kind == Kind.WHOLE || kind == Kind.PATCHED;
    return new RowState(whole ? Kind.PATCHED : Kind.PARTLY, all);
  }

  /** For people and programs. */
  public String text() {
    return digests.isEmpty()
        ? kind.name().toLowerCase(java.util.Locale.ROOT)
        : String.join("+", digests);
  }
}
