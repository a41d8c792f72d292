package dev.crossfade.server.security;

import dev.crossfade.server.store.Accounts;
import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Tokens;
import dev.crossfade.spi.journal.ControlStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The filters before everything else. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {

  private static final String CONTENT =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> BEFORE_SIGN_IN =
      Set.of("/setup", "/api/v1/setup", "/api/v1/session", "/api/v1/session:redeem");

  @Bean
  Callers callers(Accounts accounts, Tokens tokens, Clock clock) {
    return new Callers(accounts, tokens, clock);
  }

  @Bean
  Acts acts(ControlStore store, Clock clock) {
    return new Acts(store.audit(), clock);
  }

  @Bean
  People people(
      Accounts accounts,
      Tokens tokens,
      Together together,
      Signatures signatures,
      Acts acts,
      Clock clock) {
    return new People(
        accounts, tokens, new Passwords(), new Attempts(clock), together, signatures, acts, clock);
  }

  @Bean
  RequestRejectedHandler rejections() {
    return new Rejections();
  }

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      Callers callers,
      Operations operations,
      Tokens tokens,
      RequestLimits limits,
      ObjectProvider<OtherSignIn> others) {
    Denials denials = new Denials();
    others.forEach(other -> other.offer(http));
    return http.sessionManagement(session -> session.disable())
        .securityContext(
            context ->
                context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
        .requestCache(cache -> cache.disable())
        .formLogin(form -> form.disable())
        .httpBasic(basic -> basic.disable())
        .logout(logout -> logout.disable())
        .addFilterBefore(new OriginFilter(), CsrfFilter.class)
        .addFilterBefore(new RateFilter.OfAddress(limits.address()), CsrfFilter.class)
        .addFilterBefore(new CallerFilter(callers), CsrfFilter.class)
        .addFilterBefore(new RateFilter.OfAccount(limits.account()), CsrfFilter.class)
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(new SessionCsrf())
                    .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler())
                    .requireCsrfProtectionMatcher(SecurityConfiguration::forgeable))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .frameOptions(frame -> frame.deny()))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .access(new Gate(operations, tokens)))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(denials).accessDeniedHandler(denials))
        .build();
  }

  /** Whether a browser would send what is needed along by itself. */
  private static boolean forgeable(HttpServletRequest request) {
    boolean signingIn =
        request.getMethod().equals("POST") && BEFORE_SIGN_IN.contains(request.getRequestURI());
    return !SAFE.contains(request.getMethod())
        && !signingIn
        && !CallerFilter.bearer(request)
        && CallerFilter.session(request);
  }
}
