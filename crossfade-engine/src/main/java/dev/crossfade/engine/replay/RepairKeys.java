package dev.crossfade.engine.replay;

import dev.crossfade.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keys of rows that somebody wants to be repaired, as people and verdicts write them. */
public final class RepairKeys {

  private RepairKeys() {}

  /**
   * The same in the form in which they are stored: {@code id=42, region=EMEA}; a key of one column
   * may be the value alone.
   *
   * @throws IllegalArgumentException with a sentence about one that is none
   */
  public static List<String> normal(TableSchema entity, Collection<String> given) {
    List<String> normal = new ArrayList<>();
    for (String each : given) {
      normal.add(normal(entity, each));
    }
    return normal;
  }

  private static String normal(TableSchema entity, String given) {
    if (SourceKeys.parse(entity, given) != null) {
      return given;
    }
    String full = entity.key().get(0) + "=" + given;
    if (entity.key().size() > 1 || SourceKeys.parse(entity, full) == null) {
      String form = String.join("=…, ", entity.key()) + "=…";
      throw new IllegalArgumentException("a key of " + entity.id().name() + " is written " + form);
    }
    return full;
  }
}
