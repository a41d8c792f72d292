package dev.crossfade.server.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Spring Authorization Server in a process of its own, with two people. It can be told to give
 * tokens that are wrong in one way.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class ProviderMain {
  static final String CLIENT = "crossfade";

  private volatile String mode = "right";
  private volatile RSAKey published = key();
  private final RSAKey unpublished = key();

  /** The client secret comes in the environment, the redirect address as argument. */
  public static void main(String[] arguments) {
    System.setProperty("crossfade.redirect", arguments[0]);
    SpringApplication application = new SpringApplication(ProviderMain.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(
        Map.of("server.port", "0", "server.address", "127.0.0.1", "logging.level.root", "warn"));
    var context = (WebServerApplicationContext) application.run();
    System.out.println("PORT " + context.getWebServer().getPort());
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @GetMapping("/mode")
  String mode(@RequestParam String now) {
    if (now.equals("rotate")) {
      published = key();
    }
    mode = now;
    return now;
  }

  @Bean
  @Order(1)
  SecurityFilterChain provider(HttpSecurity http) {
    OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
    return http.securityMatcher(server.getEndpointsMatcher())
        .with(server, with -> with.oidc(Customizer.withDefaults()))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .csrf(csrf -> csrf.disable())
        .exceptionHandling(
            failures ->
                failures.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(HttpSecurity http) {
    return http.authorizeHttpRequests(
            requests -> requests.requestMatchers("/mode").permitAll().anyRequest().authenticated())
        .csrf(csrf -> csrf.disable())
        .formLogin(Customizer.withDefaults())
        .build();
  }

  @Bean
  RegisteredClientRepository clients() {
    return new InMemoryRegisteredClientRepository(
        RegisteredClient.withId("1")
            .clientId(CLIENT)
            .clientSecret("{noop}" + System.getenv("PROVIDER_SECRET"))
            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(System.getProperty("crossfade.redirect"))
            .scope("openid")
            .scope("profile")
            .clientSettings(
                ClientSettings.builder()
                    .requireProofKey(true)
                    .requireAuthorizationConsent(false)
                    .build())
            .build());
  }

  @Bean
  JwtDecoder decoder(JWKSource<SecurityContext> keys) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    return new NimbusJwtDecoder(processor);
  }

  @Bean
  AuthorizationServerSettings settings() {
    return AuthorizationServerSettings.builder().build();
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("olga").password("{noop}pw").authorities("operators").build(),
        User.withUsername("petra").password("{noop}pw").authorities("approvers").build(),
        User.withUsername("stan").password("{noop}pw").authorities("strangers").build());
  }

  @Bean
  JwtEncoder encoder() {
    return parameters -> {
      RSAKey key = mode.equals("stolen") ? unpublished : published;
      RSAKey named = mode.equals("stolen") ? renamed(key) : key;
      if (mode.equals("none") && parameters.getClaims().hasClaim("nonce")) {
        return plain(parameters.getClaims().getClaims());
      }
      return new NimbusJwtEncoder((selector, context) -> selector.select(new JWKSet(named)))
          .encode(parameters);
    };
  }

  /** Another key under the name of the one that is known. */
  private RSAKey renamed(RSAKey key) {
    return new RSAKey.Builder(key).keyID(published.getKeyID()).build();
  }

  private static Jwt plain(Map<String, Object> claims) {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(
        (name, value) ->
            set.claim(
                name,
                value instanceof Instant at
                    ? Date.from(at)
                    : value instanceof java.net.URL url ? url.toString() : value));
    return new Jwt(
        new PlainJWT(set.build()).serialize(),
        Instant.now(),
        Instant.now().plusSeconds(60),
        Map.of("alg", "none"),
        claims);
  }

  @Bean
  JWKSource<SecurityContext> keys() {
    return (selector, context) -> selector.select(new JWKSet(published));
  }

  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> claims() {
    return context -> {
      if (!context.getTokenType().getValue().equals("id_token")) {
        return;
      }
      var claims = context.getClaims();
      claims.claim(
          "groups",
          context.getPrincipal().getAuthorities().stream()
              .map(Object::toString)
              .filter(name -> !name.startsWith("FACTOR"))
              .toList());
      claims.claim(
          "auth_time", Date.from(Instant.now().minusSeconds(mode.equals("old") ? 3600 : 0)));
      switch (mode) {
        case "audience" -> claims.audience(List.of("another-client"));
        case "nonce" -> claims.claim("nonce", "another");
        case "issuer" -> claims.issuer("http://127.0.0.1:1");
        case "expired" ->
            claims
                .issuedAt(Instant.now().minusSeconds(7200))
                .expiresAt(Instant.now().minusSeconds(3600));
        case "gone" -> claims.claim("groups", List.of("strangers"));
        case "moved" -> claims.claim("groups", List.of("operators"));
        case "named" -> claims.subject("olga/../x");
        case "undated" -> claims.claims(all -> all.remove("auth_time"));
        default -> {}
      }
    };
  }
}
