package dev.crossfade.mapping.problem;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.MappingSpec;

/** Words for keys of an entity that two source rows could share. */
public final class KeyProblems {

  private static final String HARM =
      ", and then a change or delete of one row would hit the other's";

  private KeyProblems() {}

  /** The key does not say which value a column of the source key had. */
  public static Problem notRecovered(String entity, TableId table, String column, String why) {
    return Problem.of(
        MappingProblem.KEY_MAY_COLLIDE,
        "two rows of %s could get the same key of entity '%s': '%s' cannot be told from it"
            .formatted(table, entity, column),
        why + HARM,
        "copy '%s' into a column of the key as it is; a computed one may stand beside it"
            .formatted(column));
  }

  /** Reading the source key already makes two values one. */
  public static Problem readAsOne(String entity, TableId table, String column, String why) {
    return Problem.of(
        MappingProblem.KEY_MAY_COLLIDE,
        "two rows of %s could get the same key of entity '%s': values of '%s' are read as one"
            .formatted(table, entity, column),
        why + HARM,
        "leave the table out, or give it a key without '%s'".formatted(column));
  }

  /** Two mappings may write one key. */
  public static Problem meet(String entity, MappingSpec one, MappingSpec other) {
    boolean sources = !one.source().equals(other.source());
    return Problem.of(
        MappingProblem.KEYS_MAY_MEET,
        "a row of %s and one of %s could get the same key of entity '%s'"
            .formatted(one.label(), other.label(), entity),
        "no column of the key has values that always differ between the two" + HARM,
        "add a text column to the key that names the %s, for example '%s' in one mapping and '%s' in"
                .formatted(
                    sources ? "source" : "table",
                    sources ? one.source() : one.table().name(),
                    sources ? other.source() : other.table().name())
            + " the other");
  }
}
