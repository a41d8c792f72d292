package dev.crossfade.embedded;

/**
 * How to connect to a database.
 *
 * @param jdbcUrl without credentials, for example {@code jdbc:postgresql://127.0.0.1:21234/shop}
 * @param host loopback address
 * @param port TCP port
 * @param database the database named in the URL
 * @param user a user who may do everything, replication included
 * @param password never logged; {@link #toString} hides it
 */
public record DatabaseEndpoint(
    String jdbcUrl, String host, int port, String database, String user, String password)
    implements ServiceEndpoint {

  @Override
  public String toString() {
    return "DatabaseEndpoint[" + jdbcUrl + ", user=" + user + "]";
  }
}
