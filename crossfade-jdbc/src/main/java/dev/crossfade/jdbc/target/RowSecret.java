package dev.crossfade.jdbc.target;

import dev.crossfade.core.problem.Problem;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;

/** What commitments to rows are made with: drawn once for each migration, and never changed. */
final class RowSecret {

  private static final int BYTES = 32;

  private RowSecret() {}

  static void create(Connection connection, String migration) throws SQLException {
    byte[] drawn = new byte[BYTES];
    new SecureRandom().nextBytes(drawn);
    Sql.update(
        connection,
        "INSERT INTO crossfade.row_secret (migration, secret) VALUES (?, ?)"
            + " ON CONFLICT DO NOTHING",
        migration,
        drawn);
  }

  static byte[] read(Connection connection, String migration) throws SQLException {
    byte[] secret =
        Sql.first(
            connection,
            "SELECT secret FROM crossfade.row_secret WHERE migration = ?",
            row -> row.getBytes(1),
            migration);
    if (secret == null) {
      throw Problem.of(
              TargetProblem.ENTITY_UNKNOWN,
              "The target was not prepared for migration " + migration,
              "There is no secret for commitments to its rows",
              "Prepare the target first")
          .raise();
    }
    return secret;
  }
}
