package dev.crossfade.engine;

import dev.crossfade.core.schema.Encoded;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.spi.source.RowDemand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of its source table that a mapping looks at, or finds rows by.
 *
 * @param names of these columns
 */
public record MappedColumns(Set<String> names) {

  public MappedColumns {
    names = Set.copyOf(names);
  }

  /** Those of a mapping. */
  public static MappedColumns of(CompiledMapping mapping) {
    Set<String> names = new HashSet<>(mapping.whereDependencies());
    names.addAll(mapping.sourceTable().key());
    for (int i = 0; i < mapping.entity().columns().size(); i++) {
      names.addAll(mapping.dependencies(i));
    }
    return new MappedColumns(names);
  }

  /** How the table is read for it; the other columns matter only where a row is refused. */
  public static RowDemand demand(CompiledMapping mapping) {
    return demand(mapping, Encoded.Form.DECODED);
  }

  /**
   * The same, for somebody who decodes what is left encoded.
   *
   * @param form in which values may come that the mapping does not look at
   */
  public static RowDemand demand(CompiledMapping mapping, Encoded.Form form) {
    Set<String> read = of(mapping).names();
    List<RowDemand.Use> uses = new ArrayList<>();
    for (String column : mapping.sourceTable().columnNames()) {
      uses.add(read.contains(column) ? new RowDemand.Read() : new RowDemand.Unread());
    }
    return new RowDemand(form, uses);
  }
}
