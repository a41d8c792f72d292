package dev.crossfade.server.oidc;

import dev.crossfade.server.security.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider, and what its people may do here.
 *
 * @param issuer as its tokens name it; below it is its description
 * @param clientId as whom this server is known to it
 * @param clientSecret which proves that
 * @param publicUrl where browsers reach this server; null when that is where requests come in
 * @param scopes that are asked for
 * @param accountClaim the claim that names a person and never another one
 * @param groupsClaim the claim with the groups of a person
 * @param good how long what the provider said of a person counts here
 * @param roles what groups may do
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    String clientSecret,
    @Nullable URI publicUrl,
    List<String> scopes,
    String accountClaim,
    String groupsClaim,
    Duration good,
    List<GroupRole> roles) {

  public OidcSettings {
    scopes = List.copyOf(scopes);
    roles = List.copyOf(roles);
  }

  /** A role that a group has on one migration, or on all by the name {@code *}. */
  public record GroupRole(String group, String migration, Role role) {}

  /** Without the secret. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + ", " + clientId + "]";
  }
}
