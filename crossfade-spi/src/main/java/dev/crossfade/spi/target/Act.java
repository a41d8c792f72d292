package dev.crossfade.spi.target;

import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.LeafKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person asked for, or that was done because of it, and that is in no journal.
 *
 * @param id of it in its target
 * @param migration which migration
 * @param kind what it is
 * @param at when
 * @param actor who
 * @param reason why, in the words of who asked
 * @param what which rows it is about
 * @param rows how many rows it was about then
 * @param version of the mappings, where that matters; else empty
 */
public record Act(
    long id,
    String migration,
    Kind kind,
    Instant at,
    String actor,
    String reason,
    Selection what,
    long rows,
    String version) {

  /** Kinds of acts. */
  public enum Kind {
    /** Parked rows are to be mapped and written again. */
    REPLAY,
    /** Values of parked rows were corrected, and the rows are to be written with them. */
    FIX,
    /** Parked rows will not be written. */
    DISCARD,
    /** Values of parked rows were shown. */
    REVEAL,
    /** Mappings take the place of those that history was loaded with. */
    ADOPT,
    /** Rows of production are to be compared with their sources, and made right. */
    REPAIR,
    /** Somebody decided what a table is now that was altered; it is named as the entity. */
    DRIFT,
    /**
     * Somebody has seen to a write past the fence, or to a row that could not be brought back; the
     * source is named as the column.
     */
    SETTLE
  }

  /** Its leaf in the audit log. The key of a row is a value of it, and so is not in it. */
  public Leaf leaf() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("act", kind.name().toLowerCase(Locale.ROOT));
    body.put("reason", reason);
    body.put("entity", what.entity());
    body.put("code", what.code());
    body.put("column", what.column());
    body.put("oneRow", what.sourceKey() != null);
    body.put("rows", rows);
    body.put("version", version);
    return new Leaf("act/" + migration + "/" + id, LeafKind.ACT, at, actor, migration, body);
  }
}
