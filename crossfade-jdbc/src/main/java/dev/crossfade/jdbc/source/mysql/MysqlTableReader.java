package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.spi.source.RowConsumer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams results of {@link MysqlSelect} as rows. Stateless. */
final class MysqlTableReader {

  /** Rows that the driver holds at once; they are streamed anyway, and each may be large. */
  private static final int FETCH = 1;

  private final MysqlDecoders decoders;

  MysqlTableReader(SourceSettings settings) {
    this.decoders = new MysqlDecoders(settings.zeroDates());
  }

  long stream(
      Connection connection,
      TableSchema table,
      List<Column> columns,
      String select,
      RowConsumer consumer)
      throws SQLException {
    MysqlDecoder[] decoder = columns.stream().map(decoders::of).toArray(MysqlDecoder[]::new);
    @Nullable Object[] row = new @Nullable Object[decoder.length];
    long count = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet result = statement.executeQuery(select)) {
        while (result.next()) {
          for (int i = 0; i < decoder.length; i++) {
            row[i] = decoder[i].decode(result, i + 1);
          }
          consumer.accept(row);
          Arrays.fill(row, null);
          count++;
        }
      }
    }
    return count;
  }
}
