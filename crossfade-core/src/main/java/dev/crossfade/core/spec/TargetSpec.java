package dev.crossfade.core.spec;

/**
 * The unified system that is migrated to.
 *
 * @param type which database
 * @param url {@code type://host:port/database}, without user and password; may contain references
 * @param user may contain references
 * @param password one reference
 * @param schema where production tables live
 * @param tls how the connection is protected
 */
public record TargetSpec(
    SystemType type,
    SecretRef url,
    SecretRef user,
    SecretRef password,
    String schema,
    TlsSpec tls) {

  /** One of whose protection nothing is said. */
  public TargetSpec(
      SystemType type, SecretRef url, SecretRef user, SecretRef password, String schema) {
    this(type, url, user, password, schema, TlsSpec.UNSAID);
  }
}
