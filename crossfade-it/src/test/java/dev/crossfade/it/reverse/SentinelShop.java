package dev.crossfade.it.reverse;

import dev.crossfade.codec.spec.SpecDocument;
import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.reverse.ReturnInputs;
import dev.crossfade.engine.reverse.TargetLog;
import dev.crossfade.engine.reverse.TargetReturn;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.source.reverse.LegacyDatabases;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.jdbc.target.TargetDatabases;
import dev.crossfade.jdbc.target.TargetSettings;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.spi.reverse.LegacyDatabase;
import dev.crossfade.spi.source.CaptureRequest;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryCapture;
import dev.crossfade.testkit.memory.InMemorySource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Two sources and a target that agree, whose log alone is simulated. */
final class SentinelShop implements AutoCloseable {

  private static final Map<String, String> FILES =
      Map.of(
          "crossfade.yaml",
          """
          apiVersion: crossfade.dev/v1
          kind: Migration
          name: small
          sources:
            crm: {type: postgresql, url: "${env:X}", user: "${env:X}", password: "${env:X}"}
            ads: {type: mariadb, url: "${env:X}", user: "${env:X}", password: "${env:X}"}
          target:
            {type: postgresql, url: "${env:Y}", user: "${env:X}", password: "${env:X}", schema: new}
          """,
          "entities/person.yaml",
          """
          apiVersion: crossfade.dev/v1
          kind: Entity
          name: person
          key: [id]
          columns:
            id: {type: int64, nullable: false}
            email: text
            code: text
          from:
            - {source: crm, table: public.people, map: {id: id, email: email(mail), code: code}}
          """,
          "entities/advert.yaml",
          """
          apiVersion: crossfade.dev/v1
          kind: Entity
          name: advert
          key: [id]
          columns:
            id: {type: int64, nullable: false}
            title: text
            since: date
          from:
            - {source: ads, table: ads.adverts, map: {id: id, title: title, since: since}}
          """,
          "entities/empty.yaml",
          """
          apiVersion: crossfade.dev/v1
          kind: Entity
          name: empty
          key: [id]
          columns: {id: {type: int64, nullable: false}}
          from:
            - {source: crm, table: public.empty, map: {id: id}}
          """);

  final EmbeddedService<DatabaseEndpoint> crm;
  final EmbeddedService<DatabaseEndpoint> ads;
  final EmbeddedService<DatabaseEndpoint> unified;
  private final Map<String, SourceDatabase> sources = new TreeMap<>();
  private final Map<String, LegacyDatabase> legacy = new TreeMap<>();
  private final CompiledMigration compiled;
  private final TargetDatabase target;

  SentinelShop(Path folder) throws Exception {
    crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    ads = EmbeddedMariaDb.start(folder.resolve("ads"), DatabaseOptions.database("ads"));
    unified = EmbeddedPostgres.start(folder.resolve("new"), DatabaseOptions.database("unified"));
    rows();
    SourceSettings people = settings("crm", SystemType.POSTGRESQL, crm, crm.endpoint().user());
    SourceSettings adverts = settings("ads", SystemType.MARIADB, ads, ads.endpoint().user());
    sources.put("crm", SourceDatabases.open(people));
    sources.put("ads", SourceDatabases.open(adverts));
    try (LegacyDatabase first = LegacyDatabases.open(adverts)) {
      first.prepare();
    }
    Sql.run(
        ads,
        "GRANT ALL ON crossfade.* TO plain",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON crossfade_mark TO plain");
    legacy.put("crm", LegacyDatabases.open(settings("crm", SystemType.POSTGRESQL, crm, "plain")));
    legacy.put("ads", LegacyDatabases.open(settings("ads", SystemType.MARIADB, ads, "plain")));
    SpecDocument document = SpecificationLoader.load(FILES, null);
    Map<String, List<TableSchema>> catalogs = new HashMap<>();
    sources.forEach((name, source) -> catalogs.put(name, source.catalog()));
    compiled = MappingCompiler.compile(document.spec(), catalogs, document.locations());
    List<EntityShape> shapes =
        compiled.mappings().stream()
            .map(
                each ->
                    new EntityShape(each.entitySpec().name(), each.entity(), List.of(), List.of()))
            .toList();
    DatabaseEndpoint at = unified.endpoint();
    target =
        TargetDatabases.open(
            new TargetSettings(
                at.host(),
                at.port(),
                at.database(),
                at.user(),
                at.password(),
                "new",
                "small",
                "run",
                "test",
                shapes,
                Tls.UNSAID));
    target.fence(1, "journal");
    target.prepare(shapes);
    Sql.run(
        unified,
        "CREATE SCHEMA IF NOT EXISTS new",
        "CREATE TABLE new.person (id bigint PRIMARY KEY, email text, code text)",
        "CREATE TABLE new.advert (id bigint PRIMARY KEY, title text, since date)",
        "CREATE TABLE new.empty (id bigint PRIMARY KEY)",
        "INSERT INTO new.person SELECT i, 'p' || i || '@x.org', 'c' || i FROM"
            + " generate_series(1, 40) i",
        "INSERT INTO new.advert SELECT i, 't' || i, NULL FROM generate_series(1, 40) i");
  }

  private void rows() throws SQLException {
    Sql.run(
        crm,
        "CREATE TABLE people (id bigint PRIMARY KEY, mail text, code text, secret text)"
            + " PARTITION BY RANGE (id)",
        "CREATE TABLE people_1 PARTITION OF people FOR VALUES FROM (0) TO (1000)",
        "INSERT INTO people SELECT i, ' P' || i || '@X.org', 'c' || i, 's' FROM"
            + " generate_series(1, 40) i",
        "CREATE TABLE empty (id bigint PRIMARY KEY)",
        "CREATE ROLE plain LOGIN PASSWORD 'plain'",
        "GRANT ALL ON DATABASE crm TO plain",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON people, empty TO plain",
        "GRANT SET ON PARAMETER session_replication_role TO plain");
    Sql.run(
        ads,
        "SET sql_mode = ''",
        "CREATE TABLE adverts (id bigint PRIMARY KEY, title varchar(40),"
            + " since date NOT NULL DEFAULT '0000-00-00', seen timestamp(6) NOT NULL"
            + " DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6))"
            + " DEFAULT CHARACTER SET utf8mb4",
        "INSERT INTO adverts (id, title) SELECT seq, concat('t', seq) FROM seq_1_to_40",
        "CREATE USER plain IDENTIFIED BY 'plain'",
        "GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON adverts TO plain");
  }

  private static SourceSettings settings(
      String name, SystemType type, EmbeddedService<DatabaseEndpoint> at, String user) {
    DatabaseEndpoint endpoint = at.endpoint();
    return new SourceSettings(
        type,
        endpoint.host(),
        endpoint.port(),
        endpoint.database(),
        user,
        user.equals("plain") ? "plain" : endpoint.password(),
        "small",
        name,
        type == SystemType.MARIADB ? ZeroDates.NULL : ZeroDates.REFUSE,
        Tls.UNSAID);
  }

  /** Arms the way back anew, while all is published that was written. */
  Outcome<String> arm() throws Exception {
    List<TableSchema> tables = new ArrayList<>();
    compiled.mappings().forEach(each -> tables.add(each.entity()));
    InMemorySource log =
        new InMemorySource(TargetLog.SOURCE, tables, Set.of(), Clock.systemUTC(), Faults.NONE);
    TargetReturn back =
        new TargetReturn(
            new ReturnInputs(
                compiled,
                log,
                new InMemoryCapture(log, Faults.NONE, waiting -> waiting),
                (name, identity, captured) -> request(captured),
                sources,
                legacy,
                target,
                Clock.systemUTC(),
                EngineOptions.DEFAULTS));
    for (int i = 0; i < 100; i++) {
      Outcome<String> end = back.arm();
      if (end != null) {
        return end;
      }
      publish();
    }
    throw new AssertionError("arming does not end");
  }

  private static CaptureRequest request(List<TableSchema> tables) {
    return new CaptureRequest(
        "small", TargetLog.SOURCE, "postgresql", "", 0, "", "", "", tables, Map.of(), "x", "null");
  }

  private void publish() {
    sources.forEach(
        (name, source) -> {
          try (Applier applier = target.openApplier(name)) {
            StreamState begin = applier.own("topic", 0);
            StreamState end =
                new StreamState(
                    begin.streamId(),
                    begin.nextOffset() + 1,
                    begin.applied(),
                    Long.MAX_VALUE,
                    Instant.EPOCH,
                    begin.epoch());
            try (StreamSession session = applier.begin(begin, end, "v1")) {
              session.commit(0);
            }
          }
        });
  }

  @Override
  public void close() {
    legacy.values().forEach(LegacyDatabase::close);
    sources.values().forEach(SourceDatabase::close);
    target.close();
    crm.close();
    ads.close();
    unified.close();
  }
}
