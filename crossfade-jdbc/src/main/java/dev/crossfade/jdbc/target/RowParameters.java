package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.target.sql.TextForm;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Binds values of rows to the parameters of one statement, from left to right. */
final class RowParameters {

  private final PreparedStatement statement;
  private int at;

  RowParameters(PreparedStatement statement) {
    this.statement = statement;
  }

  RowParameters value(Column column, @Nullable Object value) throws SQLException {
    at++;
    if (column.type() instanceof LogicalType.Bytes) {
      statement.setBytes(at, (byte[]) value);
    } else if (value == null) {
      statement.setNull(at, Types.OTHER);
    } else {
      statement.setObject(at, TextForm.of(column.type(), value), Types.OTHER);
    }
    return this;
  }

  void addBatch() throws SQLException {
    statement.addBatch();
    at = 0;
  }
}
