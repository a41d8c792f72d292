package dev.crossfade.jdbc.source.postgres;

/** What writes although rights are taken. Parameters: schemas, names, ours; as each says. */
final class BypassSql {

  /** Roles that write whatever rights are taken: superusers, ours, who may write everything. */
  private static final String MIGHTY =
      """
      mighty (oid, rolname) AS (
        SELECT o.oid, o.rolname FROM pg_roles o WHERE o.rolsuper OR EXISTS (
          SELECT FROM pg_roles m WHERE pg_has_role(o.oid, m.oid, 'USAGE')
          AND (m.rolname = ANY (?) OR m.rolname = 'pg_write_all_data')))
      """;

  /** Which kind of membership lets a role act as another one. */
  private static final String BECOMES =
      "CASE WHEN current_setting('server_version_num')::int < 160000"
          + " THEN 'MEMBER' ELSE 'USAGE, SET' END";

  /** Roles that may do what one that is not held back may, or become it: ours, ours. */
  static final String ROLES =
      "WITH "
          + MIGHTY
          + """
          SELECT r.rolname::text,
            'it is a member of ' || string_agg(m.rolname, ', ' ORDER BY m.rolname)
          FROM pg_roles r JOIN mighty m ON m.oid <> r.oid AND pg_has_role(r.oid, m.oid, %s)
          WHERE r.rolcanlogin AND NOT r.rolsuper AND NOT r.rolname = ANY (?)
          GROUP BY r.rolname ORDER BY 1
          """
              .formatted(BECOMES);

  /**
   * Tables that a foreign key changes with one out of scope: schemas, names, ours. It does so with
   * the rights of the owner of the table that refers.
   */
  static final String CASCADES =
      ScopeSql.TABLES
          + ", "
          + MIGHTY
          + """
          SELECT c.oid::regclass::text, 'a foreign key changes it with ' || k.confrelid::regclass
            || ', which is not in scope, as ' || m.rolname
          FROM scope JOIN pg_class c USING (oid) JOIN mighty m ON m.oid = c.relowner
          JOIN pg_constraint k ON k.conrelid = c.oid
          WHERE k.contype = 'f' AND k.conparentid = 0
          AND k.confrelid NOT IN (SELECT oid FROM scope)
          AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))
          ORDER BY 1, 2
          """;

  /**
   * Views, rules and functions that write with rights that are not taken: schemas, names, ours. A
   * rule uses the rights of the owner of its relation, and so through any number of them.
   */
  static final String LENT =
      ScopeSql.TABLES
          + ", "
          + MIGHTY
          + """
          , reach (oid) AS (
            SELECT oid FROM scope
            UNION
            SELECT w.ev_class FROM reach
            JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = reach.oid
              AND d.classid = 'pg_rewrite'::regclass
            JOIN pg_rewrite w ON w.oid = d.objid JOIN pg_class v ON v.oid = w.ev_class
            JOIN mighty m ON m.oid = v.relowner WHERE v.relkind IN ('v', 'r', 'p'))
          SELECT CASE v.relkind WHEN 'v' THEN 'view ' ELSE 'rule of table ' END || v.oid::regclass,
            'it writes as ' || o.rolname
          FROM reach JOIN pg_class v USING (oid) JOIN mighty o ON o.oid = v.relowner
          WHERE v.oid NOT IN (SELECT oid FROM scope)
          AND EXISTS (SELECT FROM (
            SELECT x.* FROM aclexplode(v.relacl) x
            UNION ALL
            SELECT x.* FROM pg_attribute p CROSS JOIN LATERAL aclexplode(p.attacl) x
            WHERE p.attrelid = v.oid AND NOT p.attisdropped) a
            WHERE a.grantee NOT IN (SELECT oid FROM mighty)
            AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE'))
          UNION ALL
          SELECT 'function ' || p.oid::regprocedure, 'it runs as ' || o.rolname FROM pg_proc p
          JOIN mighty o ON o.oid = p.proowner JOIN pg_namespace n ON n.oid = p.pronamespace
          WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
            AND d.objid = p.oid AND d.deptype = 'e')
          UNION ALL
          SELECT 'subscription ' || s.subname, 'it writes what another server sends'
          FROM pg_subscription_rel r JOIN scope ON scope.oid = r.srrelid
          JOIN pg_subscription s ON s.oid = r.srsubid WHERE s.subenabled
          ORDER BY 1
          """;

  private BypassSql() {}
}
