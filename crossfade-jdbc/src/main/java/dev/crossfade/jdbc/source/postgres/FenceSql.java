package dev.crossfade.jdbc.source.postgres;

/** What a fence asks PostgreSQL. Parameters: schemas, names, ours; as each says. */
final class FenceSql {

  /** Every right to write that others have: schemas, names, ours. */
  static final String RIGHTS =
      ScopeSql.TABLES
          + """
          , given AS (
            SELECT c.oid, '' AS part, a.* FROM scope JOIN pg_class c USING (oid)
            CROSS JOIN LATERAL aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
            UNION ALL
            SELECT c.oid, p.attname::text, a.* FROM scope JOIN pg_class c USING (oid)
            JOIN pg_attribute p ON p.attrelid = c.oid AND p.attnum > 0 AND NOT p.attisdropped
            CROSS JOIN LATERAL aclexplode(p.attacl) a)
          SELECT n.nspname::text, c.relname::text, g.part, g.privilege_type, g.is_grantable,
            g.grantor = c.relowner AS by_owner, pg_get_userbyid(g.grantor)::text AS grantor,
            CASE g.grantee WHEN 0 THEN '' ELSE pg_get_userbyid(g.grantee)::text END AS grantee
          FROM given g JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE g.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
          AND NOT (g.grantee <> 0 AND pg_get_userbyid(g.grantee) = ANY (?))
          ORDER BY 1, 2, 3, 4, 7, 8
          """;

  /** Tables that we cannot take rights from, or cannot lock once we have: schemas, names, ours. */
  static final String UNMANAGED =
      ScopeSql.TABLES
          + """
          SELECT n.nspname || '.' || c.relname,
            CASE WHEN NOT pg_has_role(c.relowner, 'USAGE')
            THEN 'GRANT ' || quote_ident(pg_get_userbyid(c.relowner)) || ' TO '
              || quote_ident(current_user)
            ELSE 'GRANT INSERT, UPDATE, DELETE ON ' || quote_ident(n.nspname) || '.'
              || quote_ident(c.relname) || ' TO ' || quote_ident(current_user) END
          FROM scope JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
          AND (NOT pg_has_role(c.relowner, 'USAGE') OR NOT EXISTS (
            SELECT FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
            WHERE a.grantee <> 0 AND pg_get_userbyid(a.grantee) = ANY (?)
            AND pg_has_role(a.grantee, 'USAGE') AND a.privilege_type = 'UPDATE'))
          ORDER BY 1
          """;

  /** Rights that we could not give back as their givers: schemas, names. */
  static final String UNGIVABLE =
      ScopeSql.TABLES
          + """
          SELECT DISTINCT n.nspname || '.' || c.relname,
            'GRANT ' || quote_ident(pg_get_userbyid(a.grantor)) || ' TO '
              || quote_ident(current_user)
          FROM scope JOIN pg_class c USING (oid) JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL
            SELECT x.* FROM pg_attribute p CROSS JOIN LATERAL aclexplode(p.attacl) x
            WHERE p.attrelid = c.oid) a
          WHERE a.grantor <> c.relowner AND NOT pg_has_role(a.grantor, 'MEMBER')
          AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE') ORDER BY 1, 2
          """;

  /** Tables that are missing, no tables, or parts of a table out of scope: schemas, names. */
  static final String UNFIT =
      ScopeSql.TABLES
          + """
          SELECT wanted.schema || '.' || wanted.name, 'it does not exist'
          FROM unnest(?::text[], ?::text[]) AS wanted (schema, name)
          WHERE to_regclass(quote_ident(wanted.schema) || '.' || quote_ident(wanted.name)) IS NULL
          UNION ALL
          SELECT c.oid::regclass::text, 'it is no table that stores rows' FROM scope
          JOIN pg_class c USING (oid) WHERE c.relkind NOT IN ('r', 'p')
          UNION ALL
          SELECT c.oid::regclass::text, 'it is a part of ' || i.inhparent::regclass
            || ', which is not in scope' FROM scope JOIN pg_class c USING (oid)
          JOIN pg_inherits i ON i.inhrelid = c.oid WHERE i.inhparent NOT IN (SELECT oid FROM scope)
          """;

  /** Sessions that no right holds back, with their process: ours, ours. */
  static final String SESSIONS =
      """
      SELECT a.pid, a.usename || ' as ''' || a.application_name || '''',
        CASE WHEN a.usename = ANY (?) THEN 'they use a role of Crossfade''s'
        ELSE 'they are superusers' END
      FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename
      WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
      AND a.backend_type = 'client backend'
      AND CASE WHEN a.usename = ANY (?) THEN a.application_name !~* '^(crossfade|debezium)'
        ELSE r.rolsuper END
      """;

  /** Who wrote and has not ended: schemas, names, least age in milliseconds. */
  static final String IN_FLIGHT =
      ScopeSql.TABLES
          + """
          SELECT 'transaction of ' || coalesce(a.usename, 'nobody') || ', process ' || a.pid,
            'open for ' || round(extract(epoch FROM clock_timestamp() - a.xact_start)) || ' s'
          FROM pg_stat_activity a WHERE a.pid <> pg_backend_pid()
          AND clock_timestamp() - a.xact_start > make_interval(secs => ?)
          AND EXISTS (SELECT FROM pg_locks l JOIN scope ON scope.oid = l.relation
            WHERE l.pid = a.pid AND l.granted AND l.database = a.datid
            AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'ShareLock'))
          UNION ALL
          SELECT 'prepared transaction ' || gid, 'prepared at ' || prepared FROM pg_prepared_xacts
          WHERE database = current_database()
          ORDER BY 1
          """;

  /**
   * Tables in scope that another migration's fence has taken rights of: schemas, names, migration.
   */
  static final String SHARED =
      ScopeSql.TABLES
          + """
          SELECT DISTINCT r.schema_name || '.' || r.table_name, r.migration
          FROM crossfade.fence_right r JOIN pg_namespace n ON n.nspname = r.schema_name
          JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = r.table_name
          JOIN scope ON scope.oid = c.oid WHERE r.migration <> ? ORDER BY 1
          """;

  /** Whether others' sessions can be seen as they are. */
  static final String SEES_SESSIONS =
      "SELECT rolsuper OR pg_has_role('pg_read_all_stats', 'USAGE') FROM pg_roles"
          + " WHERE rolname = current_user";

  private FenceSql() {}
}
