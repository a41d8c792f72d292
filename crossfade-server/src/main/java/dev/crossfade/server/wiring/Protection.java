package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.TlsSpec;
import dev.crossfade.jdbc.sql.PemKey;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.server.ServerProblem;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How connections are protected, once it is known where they lead. */
final class Protection {

  private Protection() {}

  /**
   * That of a connection to a database.
   *
   * @param what names it for people
   * @param files reads a file as far as the specification may use it; null when it cannot be read
   */
  static Tls of(TlsSpec spec, String host, String what, Function<String, @Nullable String> files) {
    require(spec, host, what);
    for (String file : Arrays.asList(spec.rootCertificate(), spec.certificate(), spec.key())) {
      if (file != null && files.apply(file) == null) {
        throw missing(file, what);
      }
    }
    key(spec.key(), what, files);
    return new Tls(spec.on(host), spec.rootCertificate(), spec.certificate(), spec.key());
  }

  /** Refuses what is too little for a host beyond this machine. */
  static void require(TlsSpec spec, String host, String what) {
    if (spec.tooWeak(host)) {
      throw Problem.of(
              ServerProblem.INSECURE_CONNECTION,
              "The connection to " + what + " on " + host + " would not be safe.",
              "Its mode is " + spec.mode() + ", so nobody proves that it is the right server.",
              "Use TLS without tls.mode (Kafka Connect: an https address), or allow less: in a"
                  + " specification allowInsecure: true under tls, for Kafka of servers and workers"
                  + " --kafka-insecure.")
          .raise();
    }
  }

  /**
   * The text of a private key; null for none.
   *
   * @throws ProblemException when it cannot be read, or is written in a way that drivers refuse
   */
  static @Nullable String key(
      @Nullable String file, String what, Function<String, @Nullable String> files) {
    String text = file == null ? null : files.apply(file);
    if (file != null && text == null) {
      throw missing(file, what);
    }
    if (text != null && !PemKey.usable(text)) {
      throw Problem.of(
              ServerProblem.REFERENCE_UNRESOLVED,
              "The key " + file + " for the connection to " + what + " cannot be used.",
              "It is no PEM file with a key in PKCS #8 that is not encrypted, which begins with"
                  + " -----BEGIN PRIVATE KEY-----.",
              "Write it so: openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW-FILE")
          .raise();
    }
    return text;
  }

  static ProblemException missing(String name, String what) {
    return Problem.of(
            ServerProblem.REFERENCE_UNRESOLVED,
            "The file " + name + " for the connection to " + what + " cannot be used.",
            "It does not exist, cannot be read, or holds no PEM certificate.",
            "Name a PEM file that this user can read.")
        .raise();
  }
}
