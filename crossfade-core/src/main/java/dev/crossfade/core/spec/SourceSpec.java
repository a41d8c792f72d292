package dev.crossfade.core.spec;

import org.jspecify.annotations.Nullable;

/**
 * A system that is migrated away from.
 *
 * @param name {@code [a-z][a-z0-9_]{0,30}}
 * @param type which database
 * @param url {@code type://host:port/database}, without user and password; may contain references
 * @param user may contain references
 * @param password one reference
 * @param timeZone IANA name of the zone of local timestamps where a mapping needs one
 * @param zeroDates the decision about zero dates
 * @param tls how the connection is protected
 */
public record SourceSpec(
    String name,
    SystemType type,
    SecretRef url,
    SecretRef user,
    SecretRef password,
    @Nullable String timeZone,
    ZeroDates zeroDates,
    TlsSpec tls) {

  /** One of whose protection nothing is said. */
  public SourceSpec(
      String name,
      SystemType type,
      SecretRef url,
      SecretRef user,
      SecretRef password,
      @Nullable String timeZone,
      ZeroDates zeroDates) {
    this(name, type, url, user, password, timeZone, zeroDates, TlsSpec.UNSAID);
  }
}
