package dev.crossfade.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TlsSpec.Mode;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.testkit.tls.Authority;
import dev.crossfade.testkit.tls.Authority.ServerCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers with real certificates: only the one that proves that it is the right one is believed.
 */
class TlsTest {

  @TempDir private static Path folder;

  private static Authority authority;
  private static Authority stranger;
  private static EmbeddedService<DatabaseEndpoint> postgres;
  private static EmbeddedService<DatabaseEndpoint> expiredPostgres;
  private static EmbeddedService<DatabaseEndpoint> maria;
  private static EmbeddedService<DatabaseEndpoint> expiredMaria;

  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    authority = Authority.make(folder.resolve("authority"));
    stranger = Authority.make(folder.resolve("stranger"));
    ServerCertificate right = authority.certificate("right", "localhost");
    ServerCertificate expired =
        authority.certificate("expired", "localhost", "-startdate", "-3d", "-validity", "1");
    postgres = EmbeddedPostgres.start(folder.resolve("pg"), postgres(right));
    expiredPostgres = EmbeddedPostgres.start(folder.resolve("pg-expired"), postgres(expired));
    maria = EmbeddedMariaDb.start(folder.resolve("maria"), maria(right));
    expiredMaria = EmbeddedMariaDb.start(folder.resolve("maria-expired"), maria(expired));
  }

  @AfterAll
  static void end() {
    postgres.close();
    expiredPostgres.close();
    maria.close();
    expiredMaria.close();
  }

  private static DatabaseOptions postgres(ServerCertificate certificate) {
    return DatabaseOptions.database("shop")
        .setting("ssl", "on")
        .setting("ssl_cert_file", certificate.certificate().toString())
        .setting("ssl_key_file", certificate.key().toString());
  }

  private static DatabaseOptions maria(ServerCertificate certificate) {
    return DatabaseOptions.database("shop")
        .setting("ssl", "ON")
        .setting("ssl-cert", certificate.certificate().toString())
        .setting("ssl-key", certificate.key().toString());
  }

  private static Tls full(@Nullable Authority believed) {
    String root = believed == null ? null : believed.root().toString();
    return new Tls(Mode.VERIFY_FULL, root, null, null);
  }

  private static void connect(
      SystemType engine, EmbeddedService<DatabaseEndpoint> server, String host, Tls tls) {
    DatabaseEndpoint at = server.endpoint();
    SourceSettings settings =
        new SourceSettings(
            engine,
            host,
            at.port(),
            "shop",
            at.user(),
            at.password(),
            "unify",
            "crm",
            ZeroDates.REFUSE,
            tls);
    try (SourceDatabase database = SourceDatabases.open(settings)) {
      assertThat(database.catalog()).isEmpty();
    }
  }

  private static void refused(
      SystemType engine, EmbeddedService<DatabaseEndpoint> server, String host, Tls tls) {
    assertThatThrownBy(() -> connect(engine, server, host, tls))
        .isInstanceOf(ProblemException.class)
        .satisfies(thrown -> assertThat(said(thrown)).containsAnyOf("SSL", "certif", "hostname"));
  }

  private static String said(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      all.append(each).append('\n');
    }
    return all.toString();
  }

  @Test
  void aPostgresThatProvesItselfIsBelieved() {
    connect(SystemType.POSTGRESQL, postgres, "localhost", full(authority));
    connect(SystemType.POSTGRESQL, postgres, "127.0.0.1", new Tls(Mode.REQUIRE, null, null, null));
    connect(SystemType.POSTGRESQL, postgres, "127.0.0.1", new Tls(Mode.DISABLE, null, null, null));
  }

  /** One that wants to know by a certificate who we are, as well as by a password. */
  @Test
  void aPostgresBelievesWhoComesWithACertificate() throws Exception {
    DatabaseOptions asking =
        postgres(authority.certificate("asking", "localhost"))
            .setting("ssl_ca_file", authority.root().toString());
    ServerCertificate ours = authority.certificate("ours", "crossfade");
    ServerCertificate elliptic =
        authority.certificate(
            "elliptic", "crossfade", List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    ServerCertificate edwards =
        authority.certificate("edwards", "crossfade", List.of("-keyalg", "Ed25519"));
    ServerCertificate foreign = stranger.certificate("foreign", "crossfade");
    try (EmbeddedService<DatabaseEndpoint> server =
        EmbeddedPostgres.start(folder.resolve("pg-asking"), asking)) {
      onlyWithCertificate(server.endpoint());
      String root = authority.root().toString();
      for (ServerCertificate one : List.of(ours, elliptic, edwards)) {
        connect(
            SystemType.POSTGRESQL,
            server,
            "localhost",
            new Tls(Mode.VERIFY_FULL, root, one.certificate().toString(), one.key().toString()));
      }
      refused(SystemType.POSTGRESQL, server, "localhost", full(authority));
      refused(
          SystemType.POSTGRESQL,
          server,
          "localhost",
          new Tls(
              Mode.VERIFY_FULL, root, foreign.certificate().toString(), foreign.key().toString()));
    }
  }

  private static void onlyWithCertificate(DatabaseEndpoint at) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
        Statement statement = connection.createStatement()) {
      Path rules;
      try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
        row.next();
        rules = Path.of(row.getString(1));
      }
      String changed =
          Files.readString(rules)
              .replaceAll("(?m)^host\\s(.*)$", "hostssl $1 clientcert=verify-ca");
      assertThat(changed).contains("clientcert");
      Files.writeString(rules, changed);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  void aPostgresThatDoesNotIsRefused() {
    refused(SystemType.POSTGRESQL, postgres, "localhost", full(null));
    refused(SystemType.POSTGRESQL, postgres, "localhost", full(stranger));
    refused(SystemType.POSTGRESQL, postgres, "127.0.0.1", full(authority));
    refused(SystemType.POSTGRESQL, expiredPostgres, "localhost", full(authority));
  }

  @Test
  void aMariaDbThatProvesItselfIsBelieved() {
    connect(SystemType.MARIADB, maria, "localhost", full(authority));
    connect(SystemType.MARIADB, maria, "127.0.0.1", new Tls(Mode.REQUIRE, null, null, null));
  }

  @Test
  void aMariaDbThatDoesNotIsRefused() {
    refused(SystemType.MARIADB, maria, "localhost", full(stranger));
    refused(SystemType.MARIADB, maria, "127.0.0.1", full(authority));
    refused(SystemType.MARIADB, expiredMaria, "localhost", full(authority));
    refused(SystemType.MARIADB, maria, "localhost", full(null));
  }

  @Test
  void aControlStoreHasToProveItselfAsWell() {
    try (ControlStore store = control("localhost", full(authority))) {
      assertThat(store.prepared()).isFalse();
    }
    for (Tls wrong : new Tls[] {full(null), full(stranger)}) {
      try (ControlStore store = control("localhost", wrong)) {
        assertThatThrownBy(store::prepared).isInstanceOf(ProblemException.class);
      }
    }
    try (ControlStore store = control("127.0.0.1", full(authority))) {
      assertThatThrownBy(store::prepared).isInstanceOf(ProblemException.class);
    }
  }

  private static ControlStore control(String host, Tls tls) {
    DatabaseEndpoint at = postgres.endpoint();
    return ControlStores.open(
        new ControlSettings(
            host, at.port(), "shop", at.user(), at.password(), ControlSettings.Place.OWN, tls));
  }
}
