package dev.crossfade.server.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The server's time, which a test can set forward. */
@Configuration(proxyBeanMethods = false)
class LateClock {
  private static volatile Duration ahead = Duration.ZERO;

  static void forward(Duration by) {
    ahead = by;
  }

  @Bean
  @Primary
  Clock late() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneId.of("UTC");
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
      }
    };
  }
}
