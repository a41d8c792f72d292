package dev.crossfade.server.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider may say about itself. */
class ProviderTest {
  private HttpServer server;
  private String issuer;
  private volatile String odd = "";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          byte[] text = description().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private String description() {
    return """
        {"issuer": "ISSUER", "subject_types_supported": ["public"],
         "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"],
         "authorization_endpoint": AUTHORIZATION, "token_endpoint": TOKEN, "jwks_uri": JWKS,
         "userinfo_endpoint": USERINFO}
        """
        .replace("ISSUER", issuer)
        .replace("AUTHORIZATION", address("authorization"))
        .replace("TOKEN", address("token"))
        .replace("JWKS", address("jwks"))
        .replace("USERINFO", address("userinfo"));
  }

  private String address(String endpoint) {
    return '"' + (endpoint.equals(odd) ? "http://login.test" : "https://login.test") + '"';
  }

  private Provider provider() {
    return new Provider(
        new OidcSettings(
            URI.create(issuer),
            "crossfade",
            "secret",
            null,
            List.of("openid"),
            "sub",
            "groups",
            Duration.ofHours(1),
            List.of()));
  }

  @Test
  void endpointsWithTlsAreTaken() {
    assertThat(provider().findByRegistrationId(Provider.ID)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "token", "jwks", "userinfo"})
  void oneWithoutIsRefused(String endpoint) {
    odd = endpoint;
    assertThatThrownBy(() -> provider().findByRegistrationId(Provider.ID))
        .hasMessageContaining("CF-6125");
  }
}
