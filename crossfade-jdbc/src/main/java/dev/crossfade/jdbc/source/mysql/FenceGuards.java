package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.sql.Identifiers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Triggers that refuse what others write while the {@link FenceGate} is closed, and lock it while
 * it is not. To make one, MariaDB waits until every transaction that has used the table has ended,
 * and writes files; so they are made beforehand, and closing and lifting take one statement each. A
 * guard that somebody makes too late refuses nobody.
 */
final class FenceGuards {

  private static final List<String> KINDS = List.of("INSERT", "UPDATE", "DELETE");
  private static final String PREFIX = "crossfade_fence_";

  private final String migration;
  private final String database;
  private final FenceScope scope;
  private final Set<String> ours;

  FenceGuards(String migration, String database, FenceScope scope, Set<String> ours) {
    this.migration = migration;
    this.database = database;
    this.scope = scope;
    this.ours = ours;
  }

  /** Makes what is missing; false when a transaction in flight is in the way of one. */
  boolean complete(Connection connection) throws SQLException {
    Set<List<String>> there = Set.copyOf(names(connection));
    for (TableId table : scope.tables()) {
      for (String kind : KINDS) {
        boolean known = there.contains(List.of(table.schema(), PREFIX + suffix(table, kind)));
        if (!known && !FenceGate.patiently(connection, create(table, kind))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether none is missing. Those of earlier builds have an epoch in their names. */
  boolean stands(Connection connection) throws SQLException {
    List<List<String>> there = names(connection);
    return scope.tables().stream()
        .allMatch(
            table -> KINDS.stream().allMatch(kind -> among(there, table, suffix(table, kind))));
  }

  private static boolean among(List<List<String>> guards, TableId table, String suffix) {
    return guards.stream()
        .anyMatch(
            guard ->
                guard.get(0).equalsIgnoreCase(table.schema()) && guard.get(1).endsWith(suffix));
  }

  /** Clears all away as far as nobody is in the way; only while they let everybody pass. */
  void clear(Connection connection) throws SQLException {
    for (List<String> name : names(connection)) {
      String quoted = Identifiers.MYSQL.quote(new TableId(name.get(0), name.get(1)));
      if (!FenceGate.patiently(connection, "DROP TRIGGER IF EXISTS " + quoted)) {
        return;
      }
    }
  }

  /** Schema and name of all guards of this migration. */
  List<List<String>> names(Connection connection) throws SQLException {
    return MysqlSql.rows(
        connection,
        "SELECT trigger_schema, trigger_name FROM information_schema.triggers"
            + " WHERE trigger_name LIKE 'crossfade\\_fence\\_%' ESCAPE '\\' AND trigger_name LIKE "
            + MysqlSql.literal("%_" + digest(migration, 8) + "_%")
            + " AND trigger_schema IN "
            + MysqlSql.in(scope.tables().stream().map(TableId::schema).distinct().toList()));
  }

  /** A SELECT of its own reads without a lock; one in an expression would lock, too. */
  private String create(TableId table, String kind) {
    String name = PREFIX + suffix(table, kind);
    String ofOurs = " WHERE migration = " + MysqlSql.literal(migration);
    return """
        CREATE TRIGGER IF NOT EXISTS %s BEFORE %s ON %s FOR EACH ROW BEGIN
        DECLARE closed, lifted_since bigint;
        IF LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER()))) NOT IN %s THEN
        SELECT epoch INTO closed FROM %s%s LOCK IN SHARE MODE;
        IF coalesce(closed, 1) > 0 THEN
        SELECT lifted INTO lifted_since FROM %s%s;
        IF NOT coalesce(lifted_since >= closed, FALSE) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'crossfade: this table is fenced';
        END IF; END IF; END IF; END
        """
        .formatted(
            Identifiers.MYSQL.quote(new TableId(table.schema(), name)),
            kind,
            Identifiers.MYSQL.quote(table),
            MysqlSql.in(ours),
            FenceTables.qualified(database, FenceGate.GATE),
            ofOurs,
            FenceTables.qualified(database, FenceTables.FENCE),
            ofOurs);
  }

  private String suffix(TableId table, String kind) {
    return kind.charAt(0) + "_" + digest(migration, 8) + "_" + digest(table.name(), 16);
  }

  static String digest(String text, int digits) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .substring(0, digits);
  }
}
