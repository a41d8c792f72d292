package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.server.view.CatalogView;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.List;
import java.util.Map;

/** Looks at a source that no specification names yet. */
public final class Discovery {
  private Discovery() {}

  /** What is in the database behind a URL, and what stands in the way of migrating it. */
  public static CatalogView of(String url, Map<String, String> environment) {
    Login login = Login.of(url, "CROSSFADE_SOURCE", environment);
    try (SourceDatabase database = open(login, "source")) {
      List<TableSchema> tables = database.catalog();
      return new CatalogView(
          login.url().toString(),
          tables,
          database.preflight(tables.stream().map(TableSchema::id).toList()));
    }
  }

  static SourceDatabase open(Login login, String name) {
    return SourceDatabases.open(
        new SourceSettings(
            login.url().type(),
            login.url().host(),
            login.url().port(),
            login.url().database(),
            login.user(),
            login.password(),
            "discover",
            name,
            ZeroDates.REFUSE));
  }
}
