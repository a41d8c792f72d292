package dev.crossfade.oracle;

import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.embedded.demo.DemoCompany;
import dev.crossfade.embedded.demo.DemoDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The demo company on real servers, and an empty target beside the CRM. */
public record Servers(
    EmbeddedService<DatabaseEndpoint> postgres,
    EmbeddedService<DatabaseEndpoint> mariadb,
    Database crm,
    Database ads,
    Database target)
    implements AutoCloseable {

  public static Servers start(Path folder, long rows) throws SQLException, IOException {
    EmbeddedService<DatabaseEndpoint> postgres =
        EmbeddedPostgres.start(folder.resolve("pg"), DatabaseOptions.database("crm"));
    EmbeddedService<DatabaseEndpoint> mariadb =
        EmbeddedMariaDb.start(folder.resolve("maria"), DatabaseOptions.database("ads"));
    Database crm = database(postgres.endpoint());
    try (Connection connection = crm.connect()) {
      Sql.update(connection, "CREATE DATABASE unified");
    }
    String url = crm.url().replaceFirst("/crm(?=$|\\?)", "/unified");
    Servers servers =
        new Servers(
            postgres,
            mariadb,
            crm,
            database(mariadb.endpoint()),
            new Database(url, crm.user(), crm.password()));
    new DemoCompany(7, rows).moveIn(demo(servers.crm), demo(servers.ads), made -> {});
    return servers;
  }

  public Production production() {
    return new Production(target, "marketing");
  }

  @Override
  public void close() {
    postgres.close();
    mariadb.close();
  }

  private static Database database(DatabaseEndpoint endpoint) {
    return new Database(endpoint.jdbcUrl(), endpoint.user(), endpoint.password());
  }

  private static DemoDatabase demo(Database database) {
    return new DemoDatabase(database.url(), database.user(), database.password());
  }
}
