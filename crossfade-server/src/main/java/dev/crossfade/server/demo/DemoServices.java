package dev.crossfade.server.demo;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.sql.Tls;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database servers of the demonstration: two systems to leave, one to move to, and one in which
 * the server keeps what is decided. Everybody but Crossfade connects with roles of the company's.
 */
final class DemoServices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoServices.class);

  private final EmbeddedService<DatabaseEndpoint> crm;
  private final EmbeddedService<DatabaseEndpoint> ads;
  private final EmbeddedService<DatabaseEndpoint> target;
  private final EmbeddedService<DatabaseEndpoint> control;

  private DemoServices(
      EmbeddedService<DatabaseEndpoint> crm,
      EmbeddedService<DatabaseEndpoint> ads,
      EmbeddedService<DatabaseEndpoint> target,
      EmbeddedService<DatabaseEndpoint> control) {
    this.crm = crm;
    this.ads = ads;
    this.target = target;
    this.control = control;
  }

  /** Starts, or finds again, all of them side by side. */
  static DemoServices start(Path folder) {
    CompletableFuture<EmbeddedService<DatabaseEndpoint>> crm =
        async(() -> EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm")));
    CompletableFuture<EmbeddedService<DatabaseEndpoint>> ads =
        async(() -> EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads")));
    CompletableFuture<EmbeddedService<DatabaseEndpoint>> target =
        async(
            () ->
                EmbeddedPostgres.start(
                    folder.resolve("target"), DatabaseOptions.database("unified")));
    CompletableFuture<EmbeddedService<DatabaseEndpoint>> control =
        async(
            () ->
                EmbeddedPostgres.start(
                    folder.resolve("control"), DatabaseOptions.database("crossfade")));
    try {
      return new DemoServices(crm.join(), ads.join(), target.join(), control.join());
    } catch (CompletionException e) {
      closeStarted(crm);
      closeStarted(ads);
      closeStarted(target);
      closeStarted(control);
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static CompletableFuture<EmbeddedService<DatabaseEndpoint>> async(
      java.util.function.Supplier<EmbeddedService<DatabaseEndpoint>> start) {
    return CompletableFuture.supplyAsync(start, task -> new Thread(task, "demo-start").start());
  }

  private static void closeStarted(CompletableFuture<EmbeddedService<DatabaseEndpoint>> start) {
    try {
      start.join().close();
    } catch (CompletionException failedToo) {
      // it never ran, so there is nothing to close
    }
  }

  /** What the demo's specification refers to. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    describe("CRM", "postgresql", crm.endpoint(), variables);
    describe("ADS", "mariadb", ads.endpoint(), variables);
    describe("TARGET", "postgresql", target.endpoint(), variables);
    return variables;
  }

  private static void describe(
      String prefix, String type, DatabaseEndpoint endpoint, Map<String, String> variables) {
    variables.put(
        prefix + "_URL",
        type + "://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database());
    variables.put(prefix + "_USER", endpoint.user());
    variables.put(prefix + "_PASSWORD", endpoint.password());
  }

  /** Where the server keeps what is decided. */
  ControlSettings control() {
    DatabaseEndpoint endpoint = control.endpoint();
    return new ControlSettings(
        endpoint.host(),
        endpoint.port(),
        endpoint.database(),
        endpoint.user(),
        endpoint.password(),
        ControlSettings.Place.OWN,
        Tls.UNSAID);
  }

  DemoDatabase crmForCompany() {
    return company(crm.endpoint());
  }

  DemoDatabase adsForCompany() {
    return company(ads.endpoint());
  }

  private static DemoDatabase company(DatabaseEndpoint endpoint) {
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  DemoDatabase targetForCompany() {
    return company(target.endpoint());
  }

  @Override
  public void close() {
    try (control;
        target;
        ads;
        crm) {
      LOG.debug("the databases of the demonstration end");
    }
  }
}
