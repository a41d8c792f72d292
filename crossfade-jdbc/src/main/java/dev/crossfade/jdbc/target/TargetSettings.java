package dev.crossfade.jdbc.target;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.jdbc.sql.Tls;
import java.time.Duration;
import java.util.List;

/**
 * How to reach a target and for which migration.
 *
 * @param host name or address
 * @param port TCP port
 * @param database name of the database
 * @param user who owns staging and production tables
 * @param password never logged; {@link #toString} hides it
 * @param productionSchema where published tables live; created when missing
 * @param migration name of the migration; keys the control tables and names the staging schema
 * @param run identifies this run, recorded with every load
 * @param actor who runs it, recorded with every load
 * @param entities shapes of all entities of the migration
 * @param tls how the connection is protected
 * @param patience how long a statement may take; zero for as long as it needs
 */
public record TargetSettings(
    String host,
    int port,
    String database,
    String user,
    String password,
    String productionSchema,
    String migration,
    String run,
    String actor,
    List<EntityShape> entities,
    Tls tls,
    Duration patience) {

  /** One whose statements may take as long as they need. */
  public TargetSettings(
      String host,
      int port,
      String database,
      String user,
      String password,
      String productionSchema,
      String migration,
      String run,
      String actor,
      List<EntityShape> entities,
      Tls tls) {
    this(
        host,
        port,
        database,
        user,
        password,
        productionSchema,
        migration,
        run,
        actor,
        entities,
        tls,
        Duration.ZERO);
  }

  public TargetSettings {
    entities = List.copyOf(entities);
  }

  /** The same for who only looks, and does not wait for longer. */
  public TargetSettings within(Duration most) {
    return new TargetSettings(
        host,
        port,
        database,
        user,
        password,
        productionSchema,
        migration,
        run,
        actor,
        entities,
        tls,
        most);
  }

  @Override
  public String toString() {
    return "TargetSettings[" + host + ":" + port + "/" + database + " " + migration + "]";
  }
}
