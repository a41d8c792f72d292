package dev.crossfade.server.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who proved himself in a browser and goes on in a terminal. The browser shows a code that counts
 * once, for a short time, and only for who has what the challenge was made of. Thread-safe.
 */
final class Handovers {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Map<String, Waiting> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Waiting> eldest) {
          return size() > MOST;
        }
      };

  Handovers(Clock clock) {
    this.clock = clock;
  }

  private record Waiting(Callers.SignedIn who, String challenge, Instant until) {}

  /** A code for somebody. */
  synchronized String give(Callers.SignedIn who, String challenge) {
    String code = Secrets.draw();
    waiting.put(Secrets.digest(code), new Waiting(who, challenge, clock.instant().plus(PATIENCE)));
    return code;
  }

  /** Who a code is of; it is gone then, whoever has asked. */
  synchronized Optional<Callers.SignedIn> take(String code, String verifier) {
    return Optional.ofNullable(waiting.remove(Secrets.digest(code)))
        .filter(one -> clock.instant().isBefore(one.until()))
        .filter(one -> one.challenge().equals(challenge(verifier)))
        .map(Waiting::who);
  }

  private static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256(verifier));
  }
}
