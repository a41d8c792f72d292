package dev.crossfade.engine.apply;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.QuarantineStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows without key that the target refused. Their mapping accepts them, so that the verifier
 * expects them in production; it finds them here, by a name made of all of their values.
 */
public final class RefusedRows {

  private RefusedRows() {}

  /** Name of a target row, the same as in reports about rows without key. */
  public static String name(TableSchema entity, @Nullable Object[] targetRow) {
    RowDigest digest = new RowDigest(entity);
    digest.digest(targetRow);
    return name(digest.high(), digest.low());
  }

  /** Name of the row with this digest. */
  public static String name(long high, long low) {
    return "row digest %016x%016x".formatted(high, low);
  }

  /** How many copies of each row the target refused, by name. */
  public static Map<String, Long> count(QuarantineStore quarantine, String entity) {
    Map<String, Long> counts = new HashMap<>();
    for (QuarantineItem item : quarantine.list(entity, Integer.MAX_VALUE)) {
      ParkedChange change = item.change();
      if (change.code().equals(EngineProblem.ROW_REFUSED.text())) {
        counts.merge(change.sourceKeyText(), 1L, Long::sum);
      }
    }
    return counts;
  }
}
