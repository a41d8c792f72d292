package dev.crossfade.jdbc.source.postgres;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.jdbc.source.ReadyBook;
import dev.crossfade.jdbc.source.ReadyProblems;
import dev.crossfade.jdbc.sql.SqlErrors;
import dev.crossfade.spi.cutover.ReadinessReport.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets rows that are there be held against constraints that were declared without looking at them.
 * Readers and writers go on meanwhile. What is declared and not enforced is told.
 */
final class ConstraintReadiness {

  private static final String NOT_GRANTED = "55P03";
  private static final String OUT_OF_TIME = "57014";
  private static final String DEADLOCK = "40P01";

  private final List<TableId> tables;

  ConstraintReadiness(List<TableId> tables) {
    this.tables = tables;
  }

  private record Unproven(String table, String name, boolean ours, String owner) {

    String text() {
      return name + " of " + table;
    }
  }

  void go(Connection connection, ReadyBook book) throws SQLException {
    unenforced(connection, book);
    for (Unproven each : unproven(connection)) {
      if (!each.ours()) {
        book.hinders(
            ReadyProblems.rightMissing(
                "Constraint " + each.text() + " cannot be validated",
                "GRANT " + each.owner() + " to our user"));
      } else if (book.makes()) {
        validate(connection, each, book);
      } else {
        tell(each, book);
      }
    }
  }

  private static void tell(Unproven each, ReadyBook book) {
    book.item(Subject.CONSTRAINT, each.text(), "not validated", "validated");
  }

  private List<Unproven> unproven(Connection connection) throws SQLException {
    List<Unproven> found = new ArrayList<>();
    try (PreparedStatement statement =
            PostgresSequence.scoped(connection, ReadySql.CONSTRAINTS, tables);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new Unproven(row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4)));
      }
    }
    return found;
  }

  private void unenforced(Connection connection, ReadyBook book) throws SQLException {
    try (PreparedStatement statement =
            PostgresSequence.scoped(connection, ReadySql.UNENFORCED, tables);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        book.hinders(
            ReadyProblems.notEnforced(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
  }

  private static void validate(Connection connection, Unproven each, ReadyBook book)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET statement_timeout = " + book.millisLeft());
      statement.execute("ALTER TABLE " + each.table() + " VALIDATE CONSTRAINT " + each.name());
      tell(each, book);
    } catch (SQLException e) {
      switch (SqlErrors.state(e)) {
        case NOT_GRANTED, OUT_OF_TIME, DEADLOCK ->
            book.hinders(
                ReadyProblems.late(
                    "Constraint " + each.text() + " was not validated", SqlErrors.describe(e)));
        case "23514", "23503", "23502" -> book.hinders(ReadyProblems.broken(each.text()));
        default -> throw e;
      }
    }
  }
}
