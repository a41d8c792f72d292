package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.jdbc.binary.BinaryCopyReader;
import dev.crossfade.jdbc.target.sql.EntityTables;
import dev.crossfade.jdbc.target.sql.ReadSql;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.target.ProductionReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads published tables by binary COPY over one connection. Parts are ranges of blocks; a row that
 * is updated while parts are read may move from an unread part to a read one and be missed, so what
 * is missed has to be looked up by key before it is believed.
 */
final class PostgresProductionReader implements ProductionReader {

  private static final int KEYS_AT_ONCE = 500;

  private final Database database;
  private final Schemas schemas;
  private @Nullable Connection connection;

  PostgresProductionReader(Database database, Schemas schemas) {
    this.database = database;
    this.schemas = schemas;
  }

  @Override
  public List<String> parts(EntityShape entity, int wanted) {
    String table = schemas.tables(entity).production();
    long blocks =
        call(
            c ->
                Sql.number(
                    c,
                    "SELECT pg_relation_size(?::regclass)"
                        + " / current_setting('block_size')::bigint",
                    table));
    return BlockRange.split(blocks, wanted).stream().map(BlockRange::text).toList();
  }

  @Override
  public long read(EntityShape entity, String part, RowVisitor visitor) {
    return read(entity, part, new BinaryCopyReader(types(entity), visitor::visit));
  }

  @Override
  public long read(EntityShape entity, String part, RowDemand demand, RowVisitor visitor) {
    return demand.form() == Encoded.Form.POSTGRESQL_BINARY
        ? read(entity, part, BinaryCopyReader.of(types(entity), demand, visitor::visit))
        : read(entity, part, visitor);
  }

  private long read(EntityShape entity, String part, BinaryCopyReader reader) {
    ReadSql sql = new ReadSql(schemas.tables(entity));
    BlockRange range = BlockRange.parse(part);
    return call(c -> CopyRows.read(c, sql.blocks(range.from(), range.to()), reader));
  }

  @Override
  public void sample(EntityShape entity, int most, RowVisitor visitor) {
    ReadSql sql = new ReadSql(schemas.tables(entity));
    List<String> parts = parts(entity, most);
    int each = (most + parts.size() - 1) / parts.size();
    for (String part : parts) {
      BlockRange range = BlockRange.parse(part);
      String first = sql.first(range.from(), range.to(), each);
      call(c -> CopyRows.read(c, first, types(entity), visitor::visit));
    }
  }

  @Override
  public void readKeys(EntityShape entity, Collection<Key> keys, RowVisitor visitor) {
    EntityTables tables = schemas.tables(entity);
    List<Key> all = new ArrayList<>(keys);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<Key> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
      String query = new ReadSql(tables).keys(some);
      call(c -> CopyRows.read(c, query, types(entity), visitor::visit));
    }
  }

  private <T> T call(Database.Work<T> work) {
    try {
      Connection current = connected();
      T result = work.run(current);
      current.commit();
      return result;
    } catch (SQLException e) {
      close();
      throw Failures.of("reading production", e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Connection connected() throws SQLException {
    if (connection == null || connection.isClosed()) {
      connection = database.open(Purpose.READ, "");
    }
    return connection;
  }

  private static List<LogicalType> types(EntityShape entity) {
    return entity.table().columns().stream().map(Column::type).toList();
  }

  @Override
  public void close() {
    if (connection != null) {
      Database.discard(connection);
      connection = null;
    }
  }
}
