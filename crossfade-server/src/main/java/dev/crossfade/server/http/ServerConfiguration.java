package dev.crossfade.server.http;

import dev.crossfade.server.api.ApiConfiguration;
import dev.crossfade.server.security.SecurityConfiguration;
import dev.crossfade.server.security.Together;
import dev.crossfade.server.store.Accounts;
import dev.crossfade.server.store.Documents;
import dev.crossfade.server.store.Operations;
import dev.crossfade.server.store.Replays;
import dev.crossfade.server.store.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All of the server that Spring puts together. What it stands on is handed in. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@Import({SecurityConfiguration.class, ApiConfiguration.class})
class ServerConfiguration {

  /** As fine as the control store keeps it. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
  }

  /** Leaves misleading addresses to the firewall, which answers as everything else does. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> addresses() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> connector.setEncodedSolidusHandling("passthrough"));
  }

  /** What Tomcat refuses by itself is answered as everything else is. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> refusals() {
    return factory ->
        factory.addContextCustomizers(
            context ->
                ((StandardHost) context.getParent())
                    .setErrorReportValveClass(EarlyRefusals.class.getName()));
  }

  @Bean
  JdbcClient jdbc(ControlStorage storage) {
    return JdbcClient.create(storage.pool());
  }

  @Bean
  Together together(ControlStorage storage) {
    return new Together() {
      @Override
      public <T> T run(Supplier<T> work) {
        return storage.together().execute(status -> work.get());
      }
    };
  }

  @Bean
  Documents documents(JdbcClient jdbc) {
    return new Documents(jdbc);
  }

  @Bean
  Accounts accounts(JdbcClient jdbc) {
    return new Accounts(jdbc);
  }

  @Bean
  Tokens tokens(JdbcClient jdbc) {
    return new Tokens(jdbc);
  }

  @Bean
  Operations operations(JdbcClient jdbc) {
    return new Operations(jdbc);
  }

  @Bean
  Replays replays(JdbcClient jdbc) {
    return new Replays(jdbc);
  }
}
