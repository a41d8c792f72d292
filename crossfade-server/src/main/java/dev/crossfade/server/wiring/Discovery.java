package dev.crossfade.server.wiring;

import dev.crossfade.codec.reference.References;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.TlsSpec;
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
  public static CatalogView of(String url, TlsSpec tls, Map<String, String> environment) {
    Login login = Login.of(url, "CROSSFADE_SOURCE", environment);
    try (SourceDatabase database = open(login, "source", tls)) {
      List<TableSchema> tables = database.catalog();
      return new CatalogView(
          login.url().toString(),
          tables,
          database.preflight(tables.stream().map(TableSchema::id).toList()));
    }
  }

  /**
   * Connects to it.
   *
   * @param tls how the connection is protected, as a specification would say it
   */
  static SourceDatabase open(Login login, String name, TlsSpec tls) {
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
            ZeroDates.REFUSE,
            Protection.of(tls, login.url().host(), name, References::readFile)));
  }
}
