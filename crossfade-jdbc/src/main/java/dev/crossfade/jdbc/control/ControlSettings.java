package dev.crossfade.jdbc.control;

/**
 * How to reach a control store.
 *
 * @param host name or address
 * @param port TCP port
 * @param database name of the database
 * @param user who owns the control tables
 * @param password never logged; {@link #toString} hides it
 */
public record ControlSettings(
    String host, int port, String database, String user, String password) {

  @Override
  public String toString() {
    return "ControlSettings[" + host + ":" + port + "/" + database + "]";
  }
}
