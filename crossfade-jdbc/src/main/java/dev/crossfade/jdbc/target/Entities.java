package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.binary.EnumOids;
import dev.crossfade.jdbc.target.sql.EntityTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The entities of the migration by name. Thread-safe. */
final class Entities {

  private final Schemas schemas;
  private final String migration;
  private volatile byte @Nullable [] rowSecret;
  private final Map<String, EntityTables> byName = new ConcurrentHashMap<>();

  Entities(TargetSettings settings) {
    this.schemas = Schemas.of(settings);
    this.migration = settings.migration();
    add(settings.entities());
  }

  void add(Collection<EntityShape> shapes) {
    shapes.forEach(shape -> byName.put(shape.name(), schemas.tables(shape)));
  }

  Schemas schemas() {
    return schemas;
  }

  EntityTables named(String name) {
    EntityTables tables = byName.get(name);
    if (tables == null) {
      throw Problem.of(
              TargetProblem.ENTITY_UNKNOWN,
              "The target knows no entity " + name,
              "It is not among the entities this target was opened with",
              "Open the target with all entities of the specification")
          .raise();
    }
    return tables;
  }

  /** What commitments to rows are made with. */
  byte[] rowSecret(Connection connection) throws SQLException {
    byte[] known = rowSecret;
    if (known == null) {
      known = RowSecret.read(connection, migration);
      rowSecret = known;
    }
    return known;
  }

  /** Asks the database for the oid of an enumeration. */
  EnumOids oids(Connection connection) {
    return name -> {
      try {
        return (int)
            Sql.number(
                connection,
                "SELECT t.oid FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                    + " WHERE n.nspname = ? AND t.typname = ?",
                schemas.types(),
                name);
      } catch (SQLException e) {
        throw Failures.of("looking up a type", e);
      }
    };
  }
}
