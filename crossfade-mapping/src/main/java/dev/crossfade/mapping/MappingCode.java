package dev.crossfade.mapping;

import dev.crossfade.mapping.bytecode.RowCode;
import dev.crossfade.mapping.bytecode.RowCodeWriter;
import dev.crossfade.mapping.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates the code of a mapping from its compiled parts. */
final class MappingCode {

  private MappingCode() {}

  static RowCode of(@Nullable Expression where, List<TargetColumn> columns, List<RowCheck> checks) {
    RowCodeWriter writer = new RowCodeWriter();
    for (TargetColumn column : columns) {
      writer.column(column.sources(), column.orNull(), column::emit);
    }
    if (where != null) {
      writer.where(where::emit);
    }
    for (RowCheck check : checks) {
      writer.check(check.columns(), check::emit);
    }
    return writer.define();
  }
}
