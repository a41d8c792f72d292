package dev.crossfade.jdbc.source.postgres;

/** Queries of the catalog. */
final class CatalogSql {

  /**
   * Ordinary tables and roots of partitioned ones, without those of extensions and without ours.
   * {@code identities} holds the distinct replica identities: for a partitioned table those of its
   * leaves, because they, not the root, decide what the log holds.
   */
  static final String TABLES =
      """
      SELECT c.oid, n.nspname AS schema, c.relname AS name,
        CASE c.relkind WHEN 'p' THEN leaves.identities ELSE c.relreplident::text END AS identities,
        CASE c.relkind WHEN 'p' THEN leaves.rows
          ELSE CASE WHEN c.reltuples < 0 OR c.relpages = 0 AND c.reltuples = 0 THEN -1
               ELSE c.reltuples::bigint END END AS rows,
        CASE c.relkind WHEN 'p' THEN leaves.bytes ELSE pg_table_size(c.oid) END AS bytes
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN LATERAL (
        SELECT coalesce(string_agg(DISTINCT leaf.relreplident::text, ''), 'd') AS identities,
          CASE WHEN bool_or(leaf.reltuples < 0) THEN -1
            ELSE coalesce(sum(leaf.reltuples), 0)::bigint END AS rows,
          coalesce(sum(pg_table_size(leaf.oid)), 0)::bigint AS bytes
        FROM pg_partition_tree(c.oid) part JOIN pg_class leaf ON leaf.oid = part.relid
        WHERE part.isleaf AND leaf.relkind = 'r') leaves ON c.relkind = 'p'
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^(pg_|crossfade)'
        AND c.relname <> 'crossfade_mark'
        AND NOT EXISTS (SELECT FROM pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      """;

  static final String COLUMNS =
      """
      SELECT attname, atttypid::bigint, atttypmod, attnotnull, attgenerated <> '' AS generated,
        format_type(atttypid, atttypmod) AS native
      FROM pg_attribute WHERE attrelid = ?::bigint::oid AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum
      """;

  /** Unique indexes that hold for every row, the best first. */
  static final String INDEXES =
      """
      SELECT i.indrelid::bigint AS relation, i.indisprimary AS is_primary,
        i.indisreplident AS is_identity, i.indimmediate AS immediate, part.complete, part.names
      FROM pg_index i
      JOIN LATERAL (
        SELECT array_agg(a.attname::text ORDER BY k.place) AS names,
          bool_and(a.attnotnull) AS complete
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
        WHERE k.place <= i.indnkeyatts) part ON true
      WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
      ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, i.indexrelid
      """;

  static final String TYPES =
      """
      SELECT t.oid::bigint, t.typname, n.nspname = 'pg_catalog' AS built_in, t.typbasetype::bigint,
        t.typtypmod, t.typelem::bigint,
        CASE WHEN t.typtype = 'd' THEN 'DOMAIN' WHEN t.typtype = 'e' THEN 'ENUM'
          WHEN t.typtype = 'b' AND t.typcategory = 'A' AND t.typelem <> 0 AND t.typlen = -1
            AND t.typname NOT IN ('int2vector', 'oidvector') THEN 'ARRAY'
          WHEN t.typtype = 'b' THEN 'BASE' ELSE 'OTHER' END AS kind
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      """;

  static final String LABELS =
      "SELECT enumtypid::bigint, enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder";

  private CatalogSql() {}
}
