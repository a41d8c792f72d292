package dev.crossfade.jdbc.control;

import dev.crossfade.jdbc.sql.Tls;

/**
 * How to reach a control store.
 *
 * @param host name or address
 * @param port TCP port
 * @param database name of the database
 * @param user who owns the control tables
 * @param password never logged; {@link #toString} hides it
 * @param place whose database it is
 * @param tls how the connection is protected
 */
public record ControlSettings(
    String host, int port, String database, String user, String password, Place place, Tls tls) {

  /** Whose database a control store is in. */
  public enum Place {
    /** One for control stores. */
    OWN,
    /** That of a target: when it is away, the target is. */
    TARGET
  }

  @Override
  public String toString() {
    return "ControlSettings[" + host + ":" + port + "/" + database + "]";
  }
}
