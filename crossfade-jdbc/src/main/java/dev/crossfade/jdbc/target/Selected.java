package dev.crossfade.jdbc.target;

import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selections of quarantine items as conditions. */
final class Selected {

  /** A further condition on rows of the quarantine. */
  static final String CONDITION =
      " AND entity = coalesce(?::text, entity) AND code = coalesce(?::text, code)"
          + " AND column_name = coalesce(?::text, column_name)"
          + " AND source_key = coalesce(?::text, source_key)";

  private Selected() {}

  /** Parameters of the condition, behind others. */
  static List<@Nullable Object> with(Selection what, @Nullable Object... before) {
    List<@Nullable Object> all = new ArrayList<>();
    Collections.addAll(all, before);
    all.add(what.entity());
    all.add(what.code());
    all.add(what.column());
    all.add(what.sourceKey() == null ? null : ParkedChange.storable(what.sourceKey()));
    return all;
  }
}
