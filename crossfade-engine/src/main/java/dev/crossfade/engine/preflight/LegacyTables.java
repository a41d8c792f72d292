package dev.crossfade.engine.preflight;

import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.reverse.LegacyTable;
import java.util.List;

/** The tables of a source that the way back writes. */
public final class LegacyTables {

  private LegacyTables() {}

  /** Those that mappings read from it. */
  public static List<LegacyTable> of(CompiledMigration compiled, String source) {
    return compiled.mappings().stream()
        .filter(mapping -> mapping.source().equals(source))
        .map(LegacyTables::table)
        .toList();
  }

  private static LegacyTable table(CompiledMapping mapping) {
    return new LegacyTable(mapping.sourceTable(), mapping.reverse().needDefaults());
  }
}
