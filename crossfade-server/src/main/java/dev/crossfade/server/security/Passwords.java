package dev.crossfade.server.security;

import dev.crossfade.server.answer.Flaws;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Hashes passwords with argon2id. Each takes 16 MiB for a moment; few do so at once. */
public final class Passwords {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 256;
  private static final int AT_ONCE = 4;

  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final String nobody = String.valueOf(encoder.encode(Secrets.draw()));

  /** The hash of a new password, if it is good enough. */
  String hash(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw Flaws.invalid(
          "/password", "A password has between " + SHORTEST + " and " + LONGEST + " characters.");
    }
    places.acquireUninterruptibly();
    try {
      return String.valueOf(encoder.encode(password));
    } finally {
      places.release();
    }
  }

  /** Whether a password has this hash; takes as long for somebody who does not exist. */
  boolean fits(String password, java.util.Optional<String> hash) {
    if (password.length() > 4 * LONGEST) {
      return false;
    }
    places.acquireUninterruptibly();
    try {
      return encoder.matches(password, hash.orElse(nobody)) && hash.isPresent();
    } finally {
      places.release();
    }
  }
}
