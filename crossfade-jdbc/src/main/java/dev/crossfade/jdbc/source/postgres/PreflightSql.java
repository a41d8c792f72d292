package dev.crossfade.jdbc.source.postgres;

/** Queries of the preflight; parameters are the name of slot and publication. */
final class PreflightSql {

  /** Updates and deletes of a table and all its partitions, aborted ones included. */
  private static final String CHANGES =
      """
      (SELECT coalesce(sum(pg_stat_get_tuples_updated(part.relid)
          + pg_stat_get_tuples_deleted(part.relid)), 0)::bigint
        FROM (SELECT c.oid AS relid UNION SELECT relid::oid FROM pg_partition_tree(c.oid)) part)
      """;

  /** The same for all tables of a publication, by name. */
  static final String UNSEEN =
      "SELECT n.nspname, c.relname, "
          + CHANGES
          + """
             FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid
            JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE p.pubname = ?
            """;

  static final String SERVER =
      """
      SELECT current_setting('server_version_num')::int AS version,
        current_setting('server_version') AS version_text,
        current_setting('server_encoding') AS encoding,
        current_setting('wal_level') AS wal_level,
        pg_is_in_recovery() AS standby,
        current_setting('max_replication_slots')::int AS slots,
        (SELECT count(*) FROM pg_replication_slots WHERE slot_name <> ?)::int AS other_slots,
        current_setting('max_wal_senders')::int AS senders,
        (SELECT count(*) FROM pg_stat_replication r WHERE NOT EXISTS (SELECT
          FROM pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_name = ?))::int
          AS other_senders,
        (SELECT rolsuper OR rolreplication OR coalesce((SELECT pg_has_role(m.oid, 'MEMBER')
            FROM pg_roles m WHERE m.rolname = 'rds_replication'), false)
          FROM pg_roles WHERE rolname = current_user) AS replication,
        (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
        EXISTS (SELECT FROM pg_publication WHERE pubname = ?)
          OR has_database_privilege(current_database(), 'CREATE') AS publish
      """;

  static final String TABLE =
      """
      SELECT c.oid, c.relkind::text AS kind, c.relpersistence = 'u' AS unlogged,
        has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable,
        pg_has_role(c.relowner, 'USAGE') OR EXISTS (SELECT FROM pg_publication p
          JOIN pg_publication_rel r ON r.prpubid = p.oid
          WHERE p.pubname IN (?, ?) AND r.prrelid = c.oid) AS publishable,
        row_security_active(c.oid) AS hidden,
      """
          + CHANGES
          + """
         AS changed
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relname = ?
      """;

  private PreflightSql() {}
}
