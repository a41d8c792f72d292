package dev.crossfade.jdbc.source.reverse;

import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.mysql.MysqlLegacy;
import dev.crossfade.jdbc.source.postgres.PostgresLegacy;
import dev.crossfade.spi.reverse.LegacyDatabase;

/** Opens sources for writing. */
public final class LegacyDatabases {

  private LegacyDatabases() {}

  /** Opens a source. Nothing is connected before it is used. */
  public static LegacyDatabase open(SourceSettings settings) {
    return new JdbcLegacy(
        settings.engine().mysqlFamily() ? new MysqlLegacy(settings) : new PostgresLegacy(settings));
  }
}
