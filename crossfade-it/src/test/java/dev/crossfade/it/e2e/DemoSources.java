package dev.crossfade.it.e2e;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import dev.crossfade.embedded.demo.DemoSpecification;
import dev.crossfade.oracle.Database;
import dev.crossfade.oracle.Production;
import dev.crossfade.oracle.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The demo company's two systems and an empty target, with a specification folder beside them. */
final class DemoSources implements AutoCloseable {
  private final Path folder;
  private final EmbeddedService<DatabaseEndpoint> crm;
  private final EmbeddedService<DatabaseEndpoint> ads;
  private final EmbeddedService<DatabaseEndpoint> target;

  DemoSources(Path folder, long rows) throws SQLException, IOException {
    this.folder = folder;
    crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    ads = EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
    target = EmbeddedPostgres.start(folder.resolve("target"), DatabaseOptions.database("unified"));
    new DemoCompany(7, rows).moveIn(company(crm), company(ads), made -> {});
    DemoSpecification.writeTo(specification());
  }

  Path specification() {
    return folder.resolve("specification");
  }

  Path journal() {
    return folder.resolve("journal");
  }

  Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    describe("CRM", "postgresql", crm.endpoint(), variables);
    describe("ADS", "mariadb", ads.endpoint(), variables);
    describe("TARGET", "postgresql", target.endpoint(), variables);
    return variables;
  }

  Trial trial() {
    return new Trial(
        database(crm), database(ads), new Production(database(target), "marketing"), journal());
  }

  EmbeddedService<DatabaseEndpoint> crm() {
    return crm;
  }

  EmbeddedService<DatabaseEndpoint> ads() {
    return ads;
  }

  EmbeddedService<DatabaseEndpoint> target() {
    return target;
  }

  Database targetDatabase() {
    return database(target);
  }

  private static void describe(
      String prefix, String type, DatabaseEndpoint endpoint, Map<String, String> variables) {
    variables.put(
        prefix + "_URL",
        type + "://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database());
    variables.put(prefix + "_USER", endpoint.user());
    variables.put(prefix + "_PASSWORD", endpoint.password());
  }

  private static DemoDatabase company(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return new DemoDatabase(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  private static Database database(EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return new Database(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  @Override
  public void close() {
    crm.close();
    ads.close();
    target.close();
  }
}
