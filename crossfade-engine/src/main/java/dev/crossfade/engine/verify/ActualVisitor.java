package dev.crossfade.engine.verify;

import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.RowDemand.Digested;
import dev.crossfade.spi.source.RowDemand.Read;
import dev.crossfade.spi.target.ProductionReader;

/** Receives what production holds, row by row, on one thread. */
interface ActualVisitor extends ProductionReader.RowVisitor {

  /** Whether it does nothing with values but to digest them, those of keys excepted. */
  boolean digestsOnly();

  /** What it does with the values of each column. */
  default RowDemand demand(TableSchema table) {
    return new RowDemand(
        Encoded.Form.POSTGRESQL_BINARY,
        table.columns().stream().map(column -> use(table, column)).toList());
  }

  private RowDemand.Use use(TableSchema table, Column column) {
    boolean bytes =
        digestsOnly()
            && RowDigest.takesBytes(column.type())
            && !table.key().contains(column.name());
    return bytes ? new Digested() : new Read();
  }
}
