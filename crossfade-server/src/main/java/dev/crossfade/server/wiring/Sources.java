package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.DatabaseUrl;
import dev.crossfade.spi.source.SourceDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sources of a migration, open.
 *
 * @param settings how each is reached, by name
 * @param databases each of them, by name
 * @param catalogs the tables of each, by name
 */
record Sources(
    Map<String, SourceSettings> settings,
    Map<String, SourceDatabase> databases,
    Map<String, List<TableSchema>> catalogs)
    implements AutoCloseable {

  /** Opens all sources of a specification and reads their catalogs. */
  static Sources open(MigrationSpec spec, Secrets secrets) {
    Map<String, SourceSettings> settings = new LinkedHashMap<>();
    Map<String, SourceDatabase> databases = new LinkedHashMap<>();
    Map<String, List<TableSchema>> catalogs = new LinkedHashMap<>();
    Sources sources = new Sources(settings, databases, catalogs);
    try {
      for (SourceSpec source : spec.sources()) {
        SourceSettings each = settings(spec.name(), source, secrets);
        settings.put(source.name(), each);
        SourceDatabase database = SourceDatabases.open(each);
        databases.put(source.name(), database);
        catalogs.put(source.name(), database.catalog());
      }
      return sources;
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /** How a source is reached. */
  static SourceSettings settings(String migration, SourceSpec source, Secrets secrets) {
    DatabaseUrl url = DatabaseUrl.parse(secrets.text(source.url()));
    return new SourceSettings(
        source.type(),
        url.host(),
        url.port(),
        url.database(),
        secrets.text(source.user()),
        secrets.text(source.password()),
        migration,
        source.name(),
        source.zeroDates(),
        Protection.of(source.tls(), url.host(), "source " + source.name(), secrets.files()));
  }

  /** What stands in the way of the tables that a specification reads. */
  Findings preflight(MigrationSpec spec) {
    List<dev.crossfade.core.plan.RefusedTable> refused = new ArrayList<>();
    List<dev.crossfade.core.problem.Problem> notes = new ArrayList<>();
    databases.forEach(
        (name, database) -> {
          List<TableId> tables = tables(spec, name);
          if (!tables.isEmpty()) {
            Findings findings = Findings.sort(name, database.preflight(tables));
            refused.addAll(findings.refused());
            notes.addAll(findings.notes());
          }
        });
    return new Findings(refused, notes);
  }

  /** The tables that a specification reads from a source. */
  static List<TableId> tables(MigrationSpec spec, String source) {
    return spec.mappingsFrom(source).stream().map(MappingSpec::table).distinct().toList();
  }

  @Override
  public void close() {
    databases.values().forEach(SourceDatabase::close);
  }
}
