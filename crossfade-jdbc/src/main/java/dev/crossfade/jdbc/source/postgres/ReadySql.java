package dev.crossfade.jdbc.source.postgres;

/** Statements about what makes tables fit for who writes them. */
final class ReadySql {

  /**
   * Sequences that a column in scope owns or has in its default, with every column that uses them:
   * also columns of other tables, whose keys count as well. Parts of a table stand for the whole.
   */
  static final String SEQUENCES =
      ScopeSql.TABLES
          + """
          , uses AS (
            SELECT d.objid AS seq, d.refobjid AS rel, d.refobjsubid AS num FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
            UNION
            SELECT d.refobjid, f.adrelid, f.adnum FROM pg_depend d
            JOIN pg_attrdef f ON f.oid = d.objid
            WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass),
          used AS (
            SELECT DISTINCT u.seq, coalesce(pg_partition_root(u.rel)::oid, u.rel) AS rel, a.attname
            FROM uses u JOIN pg_attribute a ON a.attrelid = u.rel AND a.attnum = u.num
            JOIN pg_class s ON s.oid = u.seq AND s.relkind = 'S'
            WHERE u.seq IN (SELECT w.seq FROM uses w JOIN scope ON scope.oid = w.rel))
          SELECT format('%I.%I', sn.nspname, s.relname) AS sequence, q.seqincrement, q.seqmin,
            q.seqmax, q.seqcache, q.seqcycle,
            has_sequence_privilege(s.oid, 'SELECT') AND has_sequence_privilege(s.oid, 'UPDATE')
              AS settable,
            format('%I.%I', tn.nspname, t.relname) AS place, quote_ident(a.attname) AS part,
            coalesce(nullif(y.typbasetype, 0), y.oid)::regtype::text AS type,
            has_column_privilege(t.oid, a.attnum, 'SELECT') AS readable,
            EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indkey[0] = a.attnum
              AND i.indisvalid AND i.indpred IS NULL) AS indexed
          FROM used u JOIN pg_sequence q ON q.seqrelid = u.seq
          JOIN pg_class s ON s.oid = u.seq JOIN pg_namespace sn ON sn.oid = s.relnamespace
          JOIN pg_class t ON t.oid = u.rel JOIN pg_namespace tn ON tn.oid = t.relnamespace
          JOIN pg_attribute a ON a.attrelid = u.rel AND a.attname = u.attname
          JOIN pg_type y ON y.oid = a.atttypid
          ORDER BY 1, 8, 9
          """;

  /** Constraints that were declared without looking at the rows: schemas, names. */
  static final String CONSTRAINTS =
      ScopeSql.TABLES
          + """
          SELECT format('%I.%I', n.nspname, t.relname), quote_ident(c.conname),
            pg_has_role(t.relowner, 'USAGE'), pg_get_userbyid(t.relowner)::text
          FROM pg_constraint c JOIN scope ON scope.oid = c.conrelid
          JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
          WHERE NOT c.convalidated AND c.conparentid = 0 AND c.coninhcount = 0
          ORDER BY 1, 2
          """;

  /** What is declared and does not hold for who writes: schemas, names. */
  static final String UNENFORCED =
      ScopeSql.TABLES
          + """
          SELECT 'References of ' || format('%I.%I', n.nspname, t.relname) || ' are not checked',
            'its trigger ' || quote_ident(g.tgname) || ' is disabled',
            'ALTER TABLE ' || format('%I.%I', n.nspname, t.relname) || ' ENABLE TRIGGER ALL'
          FROM pg_trigger g JOIN scope ON scope.oid = g.tgrelid
          JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_namespace n ON n.oid = t.relnamespace
          WHERE g.tgisinternal AND g.tgconstraint <> 0 AND g.tgenabled IN ('D', 'R')
          UNION ALL
          SELECT 'Values of ' || format('%I.%I', n.nspname, t.relname) || ' are not kept unique',
            'its index ' || quote_ident(x.relname) || ' was not completed',
            'REINDEX INDEX CONCURRENTLY ' || format('%I.%I', n.nspname, x.relname)
          FROM pg_index i JOIN scope ON scope.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
          JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
          WHERE i.indisunique AND NOT (i.indisvalid AND i.indisready)
          ORDER BY 1, 2
          """;

  private ReadySql() {}
}
