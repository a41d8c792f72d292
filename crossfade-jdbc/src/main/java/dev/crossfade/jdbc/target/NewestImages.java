package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Keeps of each row only the newest refused image open: the older ones stay as evidence. */
final class NewestImages {

  private static final String TWO_IMAGES =
      "older.migration = newer.migration AND older.entity = newer.entity"
          + " AND older.mapping = newer.mapping AND older.source = newer.source"
          + " AND older.source_key = newer.source_key"
          + " AND older.key_digest IS NOT DISTINCT FROM newer.key_digest"
          + " AND older.state <> 'SUPERSEDED' AND newer.state <> 'SUPERSEDED' AND older.id < newer.id";
  private static final String INHERIT =
      "UPDATE crossfade.quarantine newer SET never_applied = true"
          + asked("newer")
          + " AND NOT newer.never_applied AND EXISTS (SELECT FROM crossfade.quarantine older WHERE "
          + TWO_IMAGES
          + " AND older.never_applied)";
  private static final String CLOSE =
      "UPDATE crossfade.quarantine older"
          + Quarantine.SUPERSEDED
          + asked("older")
          + " AND EXISTS (SELECT FROM crossfade.quarantine newer WHERE "
          + TWO_IMAGES
          + ")";

  private final Connection connection;
  private final String migration;
  private final String entity;

  NewestImages(Connection connection, String migration, String entity) {
    this.connection = connection;
    this.migration = migration;
    this.entity = entity;
  }

  private static String asked(String alias) {
    return " WHERE %1$s.migration = ? AND %1$s.entity = ? AND %1$s.state <> 'SUPERSEDED' AND %1$s.source_key = ANY (?)"
        .formatted(alias);
  }

  /** Supersedes what is older of the rows with these source keys. */
  void keep(Set<String> sourceKeys, long load) throws SQLException {
    String[] names = sourceKeys.toArray(String[]::new);
    Sql.update(connection, INHERIT, migration, entity, names);
    Sql.update(connection, CLOSE, load, migration, entity, names);
  }
}
