package dev.crossfade.jdbc.sql;

import dev.crossfade.core.spec.TlsSpec.Mode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a connection to a database is protected, in the words of the drivers. These are the only
 * properties of drivers that depend on a specification.
 *
 * @param mode what is asked of the server; null where the driver may do as it likes
 * @param root PEM file of whom to believe; null for whom this Java believes
 * @param certificate PEM file that says who we are
 * @param key PEM file that proves it
 */
public record Tls(
    @Nullable Mode mode,
    @Nullable String root,
    @Nullable String certificate,
    @Nullable String key) {

  /** What drivers do by themselves; for this machine only. */
  public static final Tls UNSAID = new Tls(null, null, null, null);

  /** For the driver of PostgreSQL. */
  public Map<String, String> postgres() {
    Map<String, String> properties = new TreeMap<>();
    if (mode == null) {
      return properties;
    }
    switch (mode) {
      case DISABLE -> properties.put("sslmode", "disable");
      case REQUIRE -> properties.put("sslmode", "require");
      case VERIFY_FULL -> {
        properties.put("sslmode", "verify-full");
        if (root == null) {
          properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        } else {
          properties.put("sslrootcert", root);
        }
      }
    }
    if (certificate != null && key != null && mode != Mode.DISABLE) {
      properties.put("sslcert", certificate);
      properties.put("sslkey", key);
      properties.put("pemKeyAlgorithm", PemKey.algorithm(key));
    }
    return properties;
  }

  private static String javaBelieves() {
    Path usual = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    return System.getProperty("javax.net.ssl.trustStore", usual.toString());
  }

  /** For the driver of MariaDB, which speaks to MySQL as well. */
  public Map<String, String> mariaDb() {
    Map<String, String> properties = new TreeMap<>();
    if (mode != null) {
      switch (mode) {
        case DISABLE -> properties.put("sslMode", "disable");
        case REQUIRE -> properties.put("sslMode", "trust");
        case VERIFY_FULL -> {
          properties.put("sslMode", "verify-full");
          // or it would believe whomever this Java believes as well
          properties.put("fallbackToSystemTrustStore", "false");
          if (root != null) {
            properties.put("serverSslCert", root);
          } else {
            // told of none it would believe every server that knows the password
            properties.put("trustStore", javaBelieves());
          }
        }
      }
    }
    return properties;
  }
}
