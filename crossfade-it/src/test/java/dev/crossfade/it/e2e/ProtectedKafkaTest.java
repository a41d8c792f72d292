package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.testkit.tls.Authority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A migration by a Kafka that asks for TLS and a login, and a Connect that speaks https: changes,
 * and what a connector of MariaDB keeps of the schema's history there.
 */
@Tag("long")
class ProtectedKafkaTest {

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required user_mover=\"of-data\";";

  @TempDir private Path folder;

  @Test
  void changesComeByTlsALoginAndHttps() throws Exception {
    Authority authority = Authority.make(folder.resolve("authority"));
    int kafkaPort = freePort();
    int connectPort = freePort();
    KafkaOptions options = options(authority, kafkaPort, connectPort);
    try (EmbeddedService<KafkaEndpoint> kafka =
            EmbeddedKafka.start(folder.resolve("own-kafka"), options);
        EmbeddedService<DatabaseEndpoint> crm =
            EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("shop"));
        EmbeddedService<DatabaseEndpoint> ads =
            EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("shop"));
        EmbeddedService<DatabaseEndpoint> target =
            EmbeddedPostgres.start(folder.resolve("target"), DatabaseOptions.database("shop"))) {
      Rows.execute(
          crm.endpoint(),
          "create table item (id int primary key, name text)",
          "insert into item select i, 'n' || i from generate_series(1, 500) i");
      Rows.execute(
          ads.endpoint(),
          "create table campaign (id int primary key, name varchar(40))",
          "insert into campaign values (1, 'spring'), (2, 'autumn')");
      Path specification = specification(crm, ads, target);
      Map<String, String> environment = passwords(crm, ads, target);
      String[] run = {
        "run", specification.toString(), "--until=verified", "--data=" + folder.resolve("data")
      };

      Authority another = Authority.make(folder.resolve("another"));
      environment.put("KAFKA_PASSWORD", "not-this-one");
      kafka(specification, kafkaPort, connectPort, another);
      Crossfade.Result foreign = Crossfade.now(environment, run);
      kafka(specification, kafkaPort, connectPort, authority);
      Crossfade.Result refused = Crossfade.now(environment, run);
      environment.put("KAFKA_PASSWORD", "of-data");
      Crossfade.Result done = Crossfade.now(environment, run);

      assertThat(foreign.exit()).as(foreign.err()).isEqualTo(4);
      assertThat(foreign.err()).contains("CF-4018");
      assertThat(refused.exit()).as(refused.err()).isNotZero();
      assertThat(refused.err()).contains("CF-4017").doesNotContain("not-this-one");
      assertThat(done.exit()).as(done.err()).isZero();
      assertThat(Rows.number(target.endpoint(), "SELECT count(*) FROM unified.item"))
          .isEqualTo(500);
      assertThat(Rows.number(target.endpoint(), "SELECT count(*) FROM unified.campaign"))
          .isEqualTo(2);
    }
  }

  /** One more listener each: they themselves go on by those without TLS. */
  private KafkaOptions options(Authority authority, int kafkaPort, int connectPort)
      throws Exception {
    Authority.ServerCertificate server = authority.certificate("kafka", "localhost");
    Path pem =
        Files.writeString(
            folder.resolve("kafka.pem"),
            Files.readString(server.key()) + Files.readString(server.certificate()));
    Path own = folder.resolve("own-kafka");
    EmbeddedKafka.start(own).close();
    Properties broker = load(own.resolve("broker.properties"));
    Properties connect = load(own.resolve("connect.properties"));
    return KafkaOptions.defaults()
        .brokerSetting(
            "listeners", broker.getProperty("listeners") + ",SECURE://localhost:" + kafkaPort)
        .brokerSetting(
            "advertised.listeners",
            broker.getProperty("advertised.listeners") + ",SECURE://localhost:" + kafkaPort)
        .brokerSetting(
            "listener.security.protocol.map",
            broker.getProperty("listener.security.protocol.map") + ",SECURE:SASL_SSL")
        .brokerSetting("listener.name.secure.sasl.enabled.mechanisms", "PLAIN")
        .brokerSetting("listener.name.secure.plain.sasl.jaas.config", LOGIN)
        .brokerSetting("listener.name.secure.ssl.keystore.type", "PEM")
        .brokerSetting("listener.name.secure.ssl.keystore.location", pem.toString())
        .connectSetting(
            "listeners", connect.getProperty("listeners") + ",https://localhost:" + connectPort)
        .connectSetting("rest.advertised.listener", "http")
        .connectSetting(
            "listeners.https.ssl.keystore.location", store(authority, server).toString())
        .connectSetting("listeners.https.ssl.keystore.type", "PKCS12")
        .connectSetting("listeners.https.ssl.keystore.password", "changeit")
        .connectSetting("listeners.https.ssl.key.password", "changeit");
  }

  /** Key and certificate as Connect wants them. */
  private Path store(Authority authority, Authority.ServerCertificate server) throws Exception {
    char[] secret = "changeit".toCharArray();
    KeyStore asked = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(authority.folder().resolve("kafka.p12"))) {
      asked.load(in, secret);
    }
    Certificate[] chain;
    try (InputStream in = Files.newInputStream(server.certificate())) {
      chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .toArray(Certificate[]::new);
    }
    KeyStore given = KeyStore.getInstance("PKCS12");
    given.load(null, secret);
    given.setKeyEntry("one", asked.getKey("one", secret), secret, chain);
    Path store = folder.resolve("connect.p12");
    try (OutputStream out = Files.newOutputStream(store)) {
      given.store(out, secret);
    }
    return store;
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> passwords(
      EmbeddedService<DatabaseEndpoint> crm,
      EmbeddedService<DatabaseEndpoint> ads,
      EmbeddedService<DatabaseEndpoint> target) {
    Map<String, String> passwords = new HashMap<>();
    passwords.put("CRM_PASSWORD", crm.endpoint().password());
    passwords.put("ADS_PASSWORD", ads.endpoint().password());
    passwords.put("TARGET_PASSWORD", target.endpoint().password());
    return passwords;
  }

  private Path specification(
      EmbeddedService<DatabaseEndpoint> crm,
      EmbeddedService<DatabaseEndpoint> ads,
      EmbeddedService<DatabaseEndpoint> target)
      throws IOException {
    Path specification = folder.resolve("specification");
    Files.createDirectories(specification.resolve("entities"));
    Files.writeString(
        specification.resolve("main"),
        "apiVersion: crossfade.dev/v1\nkind: Migration\nname: protected\nsources:\n  crm:\n"
            + system("postgresql", crm.endpoint(), "CRM")
            + "  ads:\n"
            + system("mariadb", ads.endpoint(), "ADS")
            + "target:\n"
            + system("postgresql", target.endpoint(), "TARGET")
            + "    schema: unified\n");
    entity(specification, "item", "crm", "public");
    entity(specification, "campaign", "ads", "shop");
    return specification;
  }

  private static void kafka(Path specification, int kafka, int connect, Authority authority)
      throws IOException {
    Files.writeString(
        specification.resolve("crossfade.yaml"),
        Files.readString(specification.resolve("main"))
            + """
            kafka:
              bootstrap: localhost:%d
              connectUrl: https://localhost:%d
              tls: {mode: verify-full, rootCertificate: %s}
              login: {mechanism: PLAIN, user: mover, password: '${env:KAFKA_PASSWORD}'}
            """
                .formatted(kafka, connect, authority.root()));
  }

  private static String system(String type, DatabaseEndpoint at, String name) {
    return "    type: %s\n    url: %s://localhost:%d/shop\n    user: %s\n    password: ${env:%s_PASSWORD}\n"
        .formatted(type, type, at.port(), at.user(), name);
  }

  private static void entity(Path folder, String name, String source, String schema)
      throws IOException {
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
