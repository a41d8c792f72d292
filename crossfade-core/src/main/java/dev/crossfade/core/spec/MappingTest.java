package dev.crossfade.core.spec;

import dev.crossfade.core.problem.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source row, and what its mapping has to make of it.
 *
 * @param name unique within its file
 * @param entity the entity
 * @param from the mapping as {@code source:schema.table}; empty where there is one only
 * @param row values of the source row by column; columns that are left out are NULL
 * @param expected what comes out
 * @param location where it was written
 */
public record MappingTest(
    String name,
    String entity,
    String from,
    Map<String, @Nullable String> row,
    Expected expected,
    Location location) {

  public MappingTest {
    row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
  }

  /** What comes out. */
  public sealed interface Expected {}

  /** A row with these values; columns that are left out are not looked at. */
  public record Row(Map<String, @Nullable String> values) implements Expected {
    public Row {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** No row: it does not belong to the entity. */
  public record LeftOut() implements Expected {}

  /** A refusal with this code, because of this column; an empty column is not looked at. */
  public record Refused(String code, String column) implements Expected {}
}
