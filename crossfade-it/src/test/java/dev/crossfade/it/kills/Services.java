package dev.crossfade.it.kills;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedKafka;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.KafkaEndpoint;
import dev.crossfade.embedded.KafkaOptions;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.kafka.connect.RestartPlugin;
import dev.crossfade.oracle.Database;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The databases of both stacks, the control store and Kafka with Connect: each a process that may
 * be killed and started again at the same ports.
 */
final class Services implements AutoCloseable {

  /**
   * As which sessions of the test are known, from their first moment on: fences of PostgreSQL let
   * Crossfade's pass, and no session of its user that has no name.
   */
  private static final String OURS = "?ApplicationName=crossfade-test&assumeMinServerVersion=9.4";

  private static final int ROWS = 3_000;

  final EmbeddedService<DatabaseEndpoint> crm;
  final EmbeddedService<DatabaseEndpoint> ads;
  final EmbeddedService<DatabaseEndpoint> target;
  final EmbeddedService<DatabaseEndpoint> control;
  final EmbeddedService<KafkaEndpoint> kafka;

  Services(Path folder) throws Exception {
    var crmStart = postgres(folder, "crm");
    var targetStart = postgres(folder, "unified");
    var controlStart = postgres(folder, "crossfade");
    var adsStart =
        async(() -> EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads")));
    Path plugins = RestartPlugin.install(folder.resolve("plugins"));
    KafkaOptions options =
        KafkaOptions.defaults().connectSetting("plugin.path", plugins.toString());
    var kafkaStart = async(() -> EmbeddedKafka.start(folder.resolve("kafka"), options));
    crm = crmStart.join();
    ads = adsStart.join();
    target = targetStart.join();
    control = controlStart.join();
    new DemoCompany(7, ROWS).moveIn(administrator(crm), administrator(ads), made -> {});
    kafka = kafkaStart.join();
  }

  private static CompletableFuture<EmbeddedService<DatabaseEndpoint>> postgres(
      Path folder, String name) {
    return async(
        () -> EmbeddedPostgres.start(folder.resolve(name), DatabaseOptions.database(name)));
  }

  private static <T> CompletableFuture<T> async(Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, task -> new Thread(task, "start").start());
  }

  /** As its administrators connect, for what the company does there. */
  static DemoDatabase administrator(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint at = service.endpoint();
    return new DemoDatabase(at.jdbcUrl(), at.user(), at.password());
  }

  /** With Crossfade's rights, for whoever looks on and lays hands on what Crossfade does. */
  static Database ours(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint at = service.endpoint();
    return new Database(at.jdbcUrl() + OURS, at.user(), at.password());
  }

  /** What the specification refers to. */
  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    describe("CRM", "postgresql", crm, variables);
    describe("ADS", "mariadb", ads, variables);
    describe("TARGET", "postgresql", target, variables);
    variables.put("CROSSFADE_CONTROL_USER", control.endpoint().user());
    variables.put("CROSSFADE_CONTROL_PASSWORD", control.endpoint().password());
    return variables;
  }

  private static void describe(
      String prefix,
      String type,
      EmbeddedService<DatabaseEndpoint> service,
      Map<String, String> variables) {
    DatabaseEndpoint at = service.endpoint();
    variables.put(
        prefix + "_URL", type + "://" + at.host() + ":" + at.port() + "/" + at.database());
    variables.put(prefix + "_USER", at.user());
    variables.put(prefix + "_PASSWORD", at.password());
  }

  String controlUrl(int port) {
    DatabaseEndpoint at = control.endpoint();
    return "postgresql://" + at.host() + ":" + port + "/" + at.database();
  }

  /** The control store for whoever looks on. */
  ControlSettings controlSettings() {
    DatabaseEndpoint at = control.endpoint();
    return new ControlSettings(
        at.host(),
        at.port(),
        at.database(),
        at.user(),
        at.password(),
        ControlSettings.Place.OWN,
        Tls.UNSAID);
  }

  @Override
  public void close() {
    try (crm;
        ads;
        target;
        control;
        kafka) {
      Thread.onSpinWait();
    }
  }
}
