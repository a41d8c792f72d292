package dev.crossfade.jdbc.target;

import dev.crossfade.jdbc.target.sql.EntityTables;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Gives a published table the rights that {@code ALTER DEFAULT PRIVILEGES} of our user gives to
 * tables created in the production schema: moving a table there does not apply them. The owner
 * stays the user of the target.
 */
final class Grants {

  private static final String DEFAULTS =
      "SELECT format('GRANT %s ON TABLE %s TO %s%s', a.privilege_type, ?::text,"
          + " CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,"
          + " CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
          + " FROM pg_default_acl d CROSS JOIN LATERAL aclexplode(d.defaclacl) a"
          + " LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace"
          + " WHERE d.defaclobjtype = 'r' AND d.defaclrole = current_user::regrole"
          + " AND (d.defaclnamespace = 0 OR n.nspname = ?) AND a.grantee <> d.defaclrole";

  private Grants() {}

  static void copyDefaults(Connection connection, EntityTables tables) throws SQLException {
    for (String grant :
        Sql.list(
            connection,
            DEFAULTS,
            row -> row.getString(1),
            tables.production(),
            tables.productionSchema())) {
      Sql.execute(connection, grant);
    }
  }
}
