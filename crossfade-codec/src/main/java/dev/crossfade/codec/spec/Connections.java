package dev.crossfade.codec.spec;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.codec.reference.References;
import dev.crossfade.core.spec.KafkaSpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.TlsSpec;
import java.util.Locale;
import java.util.regex.Pattern;

/** Rules on how systems are reached. */
final class Connections {

  private static final Pattern ADDRESS = Pattern.compile("[a-z]+://[^/@\\s]+/[^/\\s?#;]+");

  private final Report report;

  Connections(Report report) {
    this.report = report;
  }

  void source(SourceSpec source, TargetSpec target) {
    String path = Locations.path("sources", source.name());
    system(path, source.type(), source.url(), source.user(), source.password());
    tls(path, source.type(), source.tls());
    boolean family = source.type().mysqlFamily() == target.type().mysqlFamily();
    if (family && normal(source.url()).equals(normal(target.url()))) {
      report.add(
          path + "/url",
          SpecProblem.SAME_SYSTEM,
          "source '%s' and the target are the same database".formatted(source.name()),
          "a migration into its own source would feed on itself",
          "give the target a database of its own");
    }
  }

  void target(TargetSpec target) {
    system("target", target.type(), target.url(), target.user(), target.password());
    tls("target", target.type(), target.tls());
    report.name("target/schema", target.schema());
  }

  void kafka(KafkaSpec kafka) {
    KafkaSpec.KafkaLogin login = kafka.login();
    if (login != null) {
      reference("kafka/login/user", login.user());
      password("kafka/login/password", login.password());
    }
    halves("kafka", kafka.tls());
    if (kafka.tls().mode() == TlsSpec.Mode.REQUIRE) {
      report.add(
          "kafka/tls/mode",
          SpecProblem.BAD_TLS,
          "Kafka's clients always look who they speak to",
          "they cannot encrypt without that",
          "write verify-full with a rootCertificate, or disable");
    }
  }

  private void tls(String path, SystemType type, TlsSpec tls) {
    halves(path, tls);
    if (type.mysqlFamily() && tls.certificate() != null) {
      report.add(
          path + "/tls/certificate",
          SpecProblem.BAD_TLS,
          "certificates of our own are not offered to MariaDB and MySQL",
          "only PostgreSQL and Kafka get them",
          "take certificate and key out");
    }
  }

  private void halves(String path, TlsSpec tls) {
    if ((tls.certificate() == null) != (tls.key() == null)) {
      report.add(
          path + "/tls",
          SpecProblem.BAD_TLS,
          "only one of certificate and key is given",
          "one says who we are, the other proves it",
          "give both, or neither");
    } else if (tls.certificate() != null && tls.rootCertificate() == null) {
      report.add(
          path + "/tls",
          SpecProblem.BAD_TLS,
          "a certificate is given without rootCertificate",
          "who proves himself has to know to whom",
          "give the PEM file of whom to believe as well");
    }
  }

  private void system(
      String path, SystemType type, SecretRef url, SecretRef user, SecretRef password) {
    boolean sound = reference(path + "/url", url) & reference(path + "/user", user);
    password(path + "/password", password);
    if (sound) {
      url(path + "/url", type, url.text());
    }
  }

  private void password(String path, SecretRef password) {
    if (reference(path, password) && !password.pure()) {
      report.add(
          path,
          SpecProblem.PLAIN_PASSWORD,
          "the password is written out",
          "specifications are kept in git, where secrets do not belong",
          "write a reference such as ${env:PASSWORD} or ${file:/run/secrets/password}");
    }
  }

  private boolean reference(String path, SecretRef reference) {
    return References.malformed(reference.text())
        .map(
            why -> {
              report.add(
                  path,
                  SpecProblem.BAD_REFERENCE,
                  "a reference is malformed",
                  why,
                  "write ${env:NAME} or ${file:/path}");
              return false;
            })
        .orElse(true);
  }

  private void url(String path, SystemType type, String text) {
    String filled = text.replaceAll("\\$\\{[^}]*\\}", "x");
    boolean whole = text.startsWith("${") && filled.equals("x");
    if (whole) {
      return;
    }
    String scheme = type.text() + "://";
    boolean family = type.mysqlFamily() && filled.matches("(mysql|mariadb)://.*");
    if (filled.matches(".*[?#;].*")) {
      bad(path, "the URL contains options", "some of them run code or read files", scheme);
    } else if (filled.contains("@")) {
      bad(path, "the URL contains a user", "user and password have keys of their own", scheme);
    } else if (!filled.startsWith(scheme) && !family) {
      bad(path, "the URL does not start with " + scheme, "the type is " + type.text(), scheme);
    } else if (!ADDRESS.matcher(filled).matches()) {
      bad(path, "the URL is incomplete", "it names host, port and database", scheme);
    }
  }

  private void bad(String path, String what, String why, String scheme) {
    report.add(path, SpecProblem.BAD_URL, what, why, "write " + scheme + "host:port/database");
  }

  /** Host, port and database; names of this very machine are one. */
  private static String normal(SecretRef url) {
    String address = url.text().replaceFirst("^[a-z]+://", "").replaceFirst("\\?.*$", "");
    return address
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^(localhost|127\\.0\\.0\\.1|\\[::1\\])(?=[:/])", "localhost")
        .replaceFirst("^([^/:]+)/", "$1:default/");
  }
}
