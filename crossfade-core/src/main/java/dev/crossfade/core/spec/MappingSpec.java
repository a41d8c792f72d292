package dev.crossfade.core.spec;

import dev.crossfade.core.schema.TableId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one source table become rows of one entity.
 *
 * @param source name of the source
 * @param table the source table
 * @param where CEL condition; rows for which it is not true do not belong to the entity
 * @param rules one per target column, in the order written
 * @param reverse CEL expressions over the target row's columns by source column: what the source
 *     gets once the target takes the writes, where the rules' inverse is not wanted or not there
 */
public record MappingSpec(
    String source,
    TableId table,
    @Nullable String where,
    Map<String, ColumnRule> rules,
    Map<String, String> reverse) {

  public MappingSpec {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    reverse = Collections.unmodifiableMap(new LinkedHashMap<>(reverse));
  }

  /** One that says nothing about the way back. */
  public MappingSpec(
      String source, TableId table, @Nullable String where, Map<String, ColumnRule> rules) {
    this(source, table, where, rules, Map.of());
  }

  /** The name used in messages, logs and metrics: {@code source:schema.table}. */
  public String label() {
    return source + ":" + table;
  }
}
