package dev.crossfade.jdbc.source.mysql;

/**
 * A row of {@code information_schema.columns}.
 *
 * @param table its table
 * @param name as stored
 * @param dataType type without length
 * @param columnType type in full
 * @param length characters or bytes, 0 when not given
 * @param precision digits, 0 when not given
 * @param scale digits after the point
 * @param nullable whether NULL is allowed
 * @param generated whether the server computes it
 * @param json whether a check says that it holds JSON
 */
record MysqlColumn(
    String table,
    String name,
    String dataType,
    String columnType,
    long length,
    int precision,
    int scale,
    boolean nullable,
    boolean generated,
    boolean json) {}
