package dev.crossfade.jdbc.target;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The row of an entity in the control tables. */
final class EntityRow {

  private EntityRow() {}

  /** Locks the row until the transaction ends and tells its state. */
  static EntityState lock(Connection connection, String migration, String entity)
      throws SQLException {
    String state =
        Sql.first(
            connection,
            "SELECT state FROM crossfade.entity WHERE migration = ? AND name = ? FOR UPDATE",
            row -> row.getString(1),
            migration,
            entity);
    if (state == null) {
      throw Problem.of(
              TargetProblem.ENTITY_UNKNOWN,
              "The target was not prepared for entity " + entity,
              "Preparation did not include it",
              "Prepare the target with all entities of the specification")
          .raise();
    }
    return EntityState.valueOf(state);
  }

  /** The shape that the target was prepared for; null if it was not. */
  static @Nullable String shape(Connection connection, String migration, String entity)
      throws SQLException {
    return Sql.first(
        connection,
        "SELECT shape FROM crossfade.entity WHERE migration = ? AND name = ?",
        row -> row.getString(1),
        migration,
        entity);
  }

  static void move(Connection connection, String migration, String entity, EntityState to)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE crossfade.entity SET state = ? WHERE migration = ? AND name = ?",
        to.name(),
        migration,
        entity);
  }

  static void require(String entity, EntityState state, EntityState... allowed) {
    if (!Arrays.asList(allowed).contains(state)) {
      throw Problem.of(
              TargetProblem.STATE_NOT_ALLOWED,
              "Entity " + entity + " is " + state + ", expected " + Arrays.toString(allowed),
              "A step was attempted out of order",
              "Report this; nothing was changed")
          .raise();
    }
  }
}
