package dev.crossfade.spi.reverse;

import dev.crossfade.core.schema.TableSchema;
import java.util.List;

/**
 * A table that is to be written to.
 *
 * @param table its shape
 * @param needDefaults columns that new rows leave to the table although they are NOT NULL
 */
public record LegacyTable(TableSchema table, List<String> needDefaults) {

  public LegacyTable {
    needDefaults = List.copyOf(needDefaults);
  }
}
