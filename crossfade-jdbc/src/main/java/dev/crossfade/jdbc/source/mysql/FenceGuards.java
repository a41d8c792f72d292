package dev.crossfade.jdbc.source.mysql;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.FenceScope;
import dev.crossfade.jdbc.sql.Identifiers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
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
    List<List<String>> there = names(connection);
    for (TableId table : scope.tables()) {
      for (String kind : KINDS) {
        if (!made(connection, there, table, kind)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * A table takes its guards along when it is renamed; the name is not free before they are gone.
   */
  private boolean made(Connection connection, List<List<String>> there, TableId table, String kind)
      throws SQLException {
    String name = name(table, kind);
    Optional<List<String>> known =
        there.stream()
            .filter(guard -> in(table.schema(), guard) && guard.get(1).equals(name))
            .findFirst();
    if (known.filter(guard -> guards(guard, table, kind)).isPresent()) {
      return true;
    }
    return (known.isEmpty() || dropped(connection, known.get()))
        && FenceGate.patiently(connection, create(table, kind));
  }

  private static boolean in(String schema, List<String> guard) {
    return guard.get(0).equalsIgnoreCase(schema);
  }

  private static boolean guards(List<String> guard, TableId table, String kind) {
    return in(table.schema(), guard)
        && guard.get(2).equalsIgnoreCase(table.name())
        && guard.get(3).equals(kind);
  }

  private static boolean dropped(Connection connection, List<String> guard) throws SQLException {
    String quoted = Identifiers.MYSQL.quote(new TableId(guard.get(0), guard.get(1)));
    return FenceGate.patiently(connection, "DROP TRIGGER IF EXISTS " + quoted);
  }

  /** Whether none is missing, whatever build has made them. */
  boolean stands(Connection connection) throws SQLException {
    List<List<String>> there = names(connection);
    return scope.tables().stream()
        .allMatch(
            table ->
                KINDS.stream()
                    .allMatch(
                        kind -> there.stream().anyMatch(guard -> guards(guard, table, kind))));
  }

  /** Clears all away as far as nobody is in the way; only while they let everybody pass. */
  void clear(Connection connection) throws SQLException {
    for (List<String> guard : names(connection)) {
      if (!dropped(connection, guard)) {
        return;
      }
    }
  }

  /** Schema, name, table and kind of all guards of this migration. */
  List<List<String>> names(Connection connection) throws SQLException {
    return MysqlSql.rows(
        connection,
        "SELECT trigger_schema, trigger_name, event_object_table, event_manipulation FROM information_schema.triggers"
            + " WHERE trigger_name LIKE 'crossfade\\_fence\\_%' ESCAPE '\\' AND trigger_name LIKE "
            + MysqlSql.literal("%_" + digest(migration, 8) + "_%")
            + " AND trigger_schema IN "
            + MysqlSql.in(scope.tables().stream().map(TableId::schema).distinct().toList()));
  }

  /** A SELECT of its own reads without a lock; one in an expression would lock, too. */
  private String create(TableId table, String kind) {
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
            Identifiers.MYSQL.quote(new TableId(table.schema(), name(table, kind))),
            kind,
            Identifiers.MYSQL.quote(table),
            MysqlSql.in(ours),
            FenceTables.qualified(database, FenceGate.GATE),
            ofOurs,
            FenceTables.qualified(database, FenceTables.FENCE),
            ofOurs);
  }

  /**
   * Of who is let pass as well: a guard that another build or configuration left is another one.
   */
  private String name(TableId table, String kind) {
    return String.join(
        "_",
        "crossfade_fence",
        kind.substring(0, 1),
        digest(migration, 8),
        digest(table.name(), 16),
        digest(database + ours, 8));
  }

  static String digest(String text, int digits) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "")
        .substring(0, digits);
  }
}
