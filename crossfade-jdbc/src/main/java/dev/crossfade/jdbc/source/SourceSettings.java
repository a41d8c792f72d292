package dev.crossfade.jdbc.source;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.sql.Tls;

/**
 * How to reach a source and what its migration is called. There are no driver options: the adapter
 * builds the connection itself from a fixed list of properties.
 *
 * @param engine which database
 * @param host name or address
 * @param port TCP port
 * @param database database to connect to
 * @param user who connects
 * @param password never logged
 * @param migration name of the migration; slot, publication and marks are named after it
 * @param source name of the source
 * @param zeroDates what {@code 0000-00-00} in a NOT NULL column means; see {@link SourceDatabases}
 * @param tls how the connection is protected
 */
public record SourceSettings(
    SystemType engine,
    String host,
    int port,
    String database,
    String user,
    String password,
    String migration,
    String source,
    ZeroDates zeroDates,
    Tls tls) {

  /** Without the password. */
  @Override
  public String toString() {
    return "SourceSettings[" + label() + "]";
  }

  /** Names the source in messages: {@code crm (postgresql://host:5432/shop)}. */
  public String label() {
    return source + " (" + engine.text() + "://" + host + ":" + port + "/" + database + ")";
  }
}
