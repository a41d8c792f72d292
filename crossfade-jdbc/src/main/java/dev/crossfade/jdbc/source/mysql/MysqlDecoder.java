package dev.crossfade.jdbc.source.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes one value from the current row as its logical type states; SQL NULL is null. */
@FunctionalInterface
interface MysqlDecoder {

  @Nullable Object decode(ResultSet row, int index) throws SQLException;
}
