package dev.crossfade.server.oidc;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ApiProblem;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ProviderDetails;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * The identity provider as it describes itself. It is asked when somebody signs in for the first
 * time, so that the server starts without it. Thread-safe.
 */
final class Provider implements ClientRegistrationRepository {

  static final String ID = "oidc";
  private static final String BACK = "/login/oauth2/code/" + ID;

  private final OidcSettings settings;
  private volatile @Nullable ClientRegistration known;

  Provider(OidcSettings settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    if (!id.equals(ID)) {
      return null;
    }
    ClientRegistration registration = known;
    if (registration == null) {
      registration = described();
      known = registration;
    }
    return registration;
  }

  private ClientRegistration described() {
    ClientRegistration registration;
    try {
      String back = settings.publicUrl() == null ? "{baseUrl}" : "" + settings.publicUrl();
      registration =
          ClientRegistrations.fromOidcIssuerLocation(settings.issuer().toString())
              .registrationId(ID)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret())
              .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
              .clientSettings(
                  ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
              .redirectUri(back.replaceFirst("/$", "") + BACK)
              .scope(settings.scopes())
              .build();
    } catch (RuntimeException e) {
      throw away("It does not say where its endpoints are.").raise(e);
    }
    ProviderDetails details = registration.getProviderDetails();
    for (String address :
        Arrays.asList(
            details.getAuthorizationUri(),
            details.getTokenUri(),
            details.getJwkSetUri(),
            details.getUserInfoEndpoint().getUri())) {
      if (address != null && !OidcFile.safe(URI.create(address))) {
        throw away("It names an endpoint without TLS.").raise();
      }
    }
    return registration;
  }

  private Problem away(String why) {
    return Problem.of(
        ApiProblem.PROVIDER_AWAY,
        "The identity provider cannot be used.",
        why,
        "Check that the server reaches " + settings.issuer() + ", then try again.");
  }
}
