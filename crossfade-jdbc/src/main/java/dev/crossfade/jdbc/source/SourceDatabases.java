package dev.crossfade.jdbc.source;

import dev.crossfade.jdbc.source.mysql.MysqlSource;
import dev.crossfade.jdbc.source.postgres.PostgresSource;
import dev.crossfade.spi.source.SourceDatabase;

/**
 * Opens sources.
 *
 * <p>Zero dates of MariaDB and MySQL: a date whose month or day is zero is NULL where the column
 * allows NULL. In a NOT NULL column the source's log shows 1970-01-01 instead, which nobody can
 * tell from a genuine 1970-01-01. So that history and stream agree, readers answer {@code EPOCH}
 * with 1970-01-01 for both, {@code NULL} and {@code REFUSE} with NULL for both (the row is then
 * refused where the target does not allow NULL).
 */
public final class SourceDatabases {

  private SourceDatabases() {}

  /** Opens a source. Nothing is connected before it is used. */
  public static SourceDatabase open(SourceSettings settings) {
    return settings.engine().mysqlFamily()
        ? new MysqlSource(settings)
        : new PostgresSource(settings);
  }
}
