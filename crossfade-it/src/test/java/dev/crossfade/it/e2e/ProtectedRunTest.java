package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.testkit.tls.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration between systems that speak to nobody without TLS: history, stream and verification,
 * and the connectors with them.
 */
@Tag("long")
class ProtectedRunTest {

  @TempDir private Path folder;

  @Test
  void everythingIsCarriedOverConnectionsThatAreProtected() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Authority authority = Authority.make(folder.resolve("authority"));
    Authority.ServerCertificate certificate = authority.certificate("server", "localhost");
    DatabaseOptions postgres =
        DatabaseOptions.database("shop")
            .setting("ssl", "on")
            .setting("ssl_cert_file", certificate.certificate().toString())
            .setting("ssl_key_file", certificate.key().toString());
    DatabaseOptions maria =
        DatabaseOptions.database("shop")
            .setting("ssl", "ON")
            .setting("ssl-cert", certificate.certificate().toString())
            .setting("ssl-key", certificate.key().toString());
    try (EmbeddedService<DatabaseEndpoint> crm =
            EmbeddedPostgres.start(
                folder.resolve("crm"),
                postgres.setting("ssl_ca_file", authority.root().toString()));
        EmbeddedService<DatabaseEndpoint> ads =
            EmbeddedMariaDb.start(folder.resolve("ads"), maria);
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("target"), postgres)) {
      Rows.execute(
          crm.endpoint(),
          "create table item (id int primary key, name text)",
          "insert into item select i, 'n' || i from generate_series(1, 500) i");
      Rows.execute(
          ads.endpoint(),
          "create table campaign (id int primary key, name varchar(40))",
          "insert into campaign values (1, 'spring'), (2, 'autumn')",
          "create user 'protected'@'%' identified by 'only-with-tls' require ssl",
          "grant all on *.* to 'protected'@'%'");
      onlyWithCertificate(crm.endpoint());
      onlyWithTls(target.endpoint());
      Path specification = specification(authority, crm, ads, target);
      Map<String, String> passwords = new HashMap<>();
      passwords.put("CRM_PASSWORD", crm.endpoint().password());
      passwords.put("ADS_PASSWORD", "only-with-tls");
      passwords.put("TARGET_PASSWORD", target.endpoint().password());
      PlannedSteps planned = PlannedSteps.of(passwords, specification.toString());

      Crossfade.Result run =
          Crossfade.now(
              passwords,
              "run",
              specification.toString(),
              "--until=verified",
              "--data=" + folder.resolve("data"));

      assertThat(run.exit()).as(run.err()).isZero();
      planned.assertDone(target.endpoint());
      assertThat(Rows.number(target.endpoint(), "SELECT count(*) FROM unified.item"))
          .isEqualTo(500);
      assertThat(Rows.number(target.endpoint(), "SELECT count(*) FROM unified.campaign"))
          .isEqualTo(2);
    }
  }

  /** So is whoever does not show by a certificate who he is. */
  private static void onlyWithCertificate(DatabaseEndpoint at) throws Exception {
    Path rules = Path.of(Rows.text(at, "SHOW hba_file"));
    String changed =
        Files.readString(rules).replaceAll("(?m)^host\\s(.*)$", "hostssl $1 clientcert=verify-ca");
    assertThat(changed).contains("clientcert");
    Files.writeString(rules, changed);
    Rows.execute(at, "SELECT pg_reload_conf()");
  }

  /** Connections without TLS are refused from now on. */
  private static void onlyWithTls(DatabaseEndpoint at) throws Exception {
    Path rules = Path.of(Rows.text(at, "SHOW hba_file"));
    String changed = Files.readString(rules).replaceAll("(?m)^host\\s", "hostssl ");
    assertThat(changed).contains("hostssl ");
    Files.writeString(rules, changed);
    Rows.execute(at, "SELECT pg_reload_conf()");
    assertThat(Rows.number(at, "SELECT count(*) FROM pg_stat_ssl WHERE ssl")).isPositive();
  }

  private Path specification(
      Authority authority,
      EmbeddedService<DatabaseEndpoint> crm,
      EmbeddedService<DatabaseEndpoint> ads,
      EmbeddedService<DatabaseEndpoint> target)
      throws Exception {
    Path specification = folder.resolve("specification");
    Files.createDirectories(specification.resolve("entities"));
    String tls = "    tls: {mode: verify-full, rootCertificate: " + authority.root() + "}\n";
    Authority.ServerCertificate ours =
        authority.certificate("ours", "crossfade", List.of("-keyalg", "EC"));
    String shown =
        tls.replace("}", ", certificate: " + ours.certificate() + ", key: " + ours.key() + "}");
    Files.writeString(
        specification.resolve("crossfade.yaml"),
        "apiVersion: crossfade.dev/v1\nkind: Migration\nname: protected\nsources:\n  crm:\n"
            + system("postgresql", crm.endpoint(), crm.endpoint().user(), "CRM")
            + shown
            + "  ads:\n"
            + system("mariadb", ads.endpoint(), "protected", "ADS")
            + tls
            + "target:\n"
            + system("postgresql", target.endpoint(), target.endpoint().user(), "TARGET")
            + "    schema: unified\n"
            + tls);
    entity(specification, "item", "crm", "public");
    entity(specification, "campaign", "ads", "shop");
    return specification;
  }

  private static String system(String type, DatabaseEndpoint at, String user, String name) {
    return "    type: %s\n    url: %s://localhost:%d/shop\n    user: %s\n    password: ${env:%s_PASSWORD}\n"
        .formatted(type, type, at.port(), user, name);
  }

  private static void entity(Path folder, String name, String source, String schema)
      throws Exception {
    Files.writeString(
        folder.resolve("entities/" + name + ".yaml"),
        """
        apiVersion: crossfade.dev/v1
        kind: Entity
        name: %s
        key: [id]
        columns:
          id: int32
          name: text
        from:
          - source: %s
            table: %s.%s
            map: {id: id, name: name}
        """
            .formatted(name, source, schema, name));
  }
}
