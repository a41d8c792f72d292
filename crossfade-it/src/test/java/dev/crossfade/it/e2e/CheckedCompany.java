package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A company on PostgreSQL and MariaDB that is migrated and followed, with checks of its data. */
final class CheckedCompany implements AutoCloseable {
  private static final String CONTACT =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: contact
      key: [id]
      columns:
        id: int64
        name: text
        country: text
        score: decimal(12,2)
        born_at: timestamptz
        updated_at: {type: timestamptz, nullable: false}
      from:
        - source: crm
          table: public.contact
          map: {id: id, name: trim(name), country: country, score: score, born_at: born_at, updated_at: updated_at}
      """;

  private static final String TOUCH =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: touch
      key: [id]
      columns:
        id: int64
        contact_id: int64
        channel: text
        at: {type: timestamptz, nullable: false}
        cost: decimal(12,4)
      from:
        - source: crm
          table: public.touch
          map: {id: id, contact_id: contact_id, channel: lower(channel), at: at, cost: cost}
      """;

  private static final String VIEW =
      """
      apiVersion: crossfade.dev/v1
      kind: Entity
      name: page_view
      key: none
      columns:
        seen_at: {type: timestamp, nullable: false}
        page: text
      from:
        - source: web
          table: web.page_view
          map: {seen_at: seen_at, page: page}
      """;

  private static final String CHECKS =
      """
      apiVersion: crossfade.dev/v1
      kind: Checks
      owner: marketing-data
      references:
        - {entity: touch, columns: [contact_id], to: contact}
      metrics:
        - name: daily-cost
          description: What was spent on a day, by email only.
          entity: touch
          measure: sum(cost)
          by: day(at)
          where: {channel: email}
        - name: views-by-page
          entity: page_view
          source: web
          legacy: select page, count(*) from web.page_view group by page
          target: select page, count(*) from unified.page_view group by page
        - name: contacts
          source: crm
          legacy: select count(*) from public.contact
          target: select count(*) from unified.contact
      queries:
        - name: no-negative-cost
          entity: touch
          on: target
          sql: select id from unified.touch where cost < 0
        - name: some-countries
          on: crm
          sql: select count(distinct country) from public.contact
          least: 2
          most: 10
      """;

  private final Path folder;
  final EmbeddedService<DatabaseEndpoint> crm;
  final EmbeddedService<DatabaseEndpoint> web;
  final EmbeddedService<DatabaseEndpoint> target;
  private Crossfade run;

  CheckedCompany(Path folder) throws Exception {
    this.folder = folder;
    crm = EmbeddedPostgres.start(folder.resolve("crm"), DatabaseOptions.database("crm"));
    web = EmbeddedMariaDb.start(folder.resolve("web"), DatabaseOptions.database("web"));
    target = EmbeddedPostgres.start(folder.resolve("goal"), DatabaseOptions.database("goal"));
    fill();
    specify();
  }

  private void fill() throws Exception {
    Rows.execute(
        crm.endpoint(),
        "create table contact (id int primary key, name text, country text, score numeric(12,2),"
            + " born_at timestamptz, updated_at timestamptz not null)",
        "insert into contact select i, 'Zoë Müller ' || i, (array['DE','FR','PL'])[1 + i % 3],"
            + " i + 0.25, '1980-01-01 10:20:30.123456Z'::timestamptz + i * interval '1 day',"
            + " '2026-11-01 00:00:00.5Z'::timestamptz + i * interval '1 minute'"
            + " from generate_series(1, 2000) i",
        "create table touch (id int primary key, contact_id int, channel text,"
            + " at timestamptz not null, cost numeric(12,4))",
        "insert into touch select i, 1 + i % 2000, (array['Email','Display'])[1 + i % 2],"
            + " '2026-11-03 00:00:00Z'::timestamptz + i * interval '1 minute', 0.0125 * (i % 40)"
            + " from generate_series(1, 6000) i");
    Rows.execute(
        web.endpoint(),
        "create table web.page_view (seen_at datetime(6) not null, page varchar(40))",
        "insert into web.page_view select '2026-11-03 00:00:00' + interval seq minute,"
            + " concat('/page/', seq % 9) from seq_1_to_3000");
  }

  private void specify() throws Exception {
    Path spec = folder.resolve("spec");
    Files.createDirectories(spec.resolve("entities"));
    Files.createDirectories(spec.resolve("checks"));
    Files.writeString(
        spec.resolve("crossfade.yaml"),
        """
        apiVersion: crossfade.dev/v1
        kind: Migration
        name: checked
        sources:
          crm:
            type: postgresql
            url: %s
            user: %s
            password: ${env:CRM_PASSWORD}
          web:
            type: mariadb
            url: %s
            user: %s
            password: ${env:WEB_PASSWORD}
        target:
          type: postgresql
          url: %s
          user: %s
          password: ${env:TARGET_PASSWORD}
          schema: unified
        """
            .formatted(
                url("postgresql", crm),
                crm.endpoint().user(),
                url("mariadb", web),
                web.endpoint().user(),
                url("postgresql", target),
                target.endpoint().user()));
    Files.writeString(spec.resolve("entities/contact.yaml"), CONTACT);
    Files.writeString(spec.resolve("entities/touch.yaml"), TOUCH);
    Files.writeString(spec.resolve("entities/page_view.yaml"), VIEW);
    Files.writeString(spec.resolve("checks/facts.yaml"), CHECKS);
  }

  private static String url(String type, EmbeddedService<DatabaseEndpoint> service) {
    DatabaseEndpoint endpoint = service.endpoint();
    return type + "://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database();
  }

  String specification() {
    return folder.resolve("spec").toString();
  }

  Map<String, String> environment() {
    return Map.of(
        "CRM_PASSWORD", crm.endpoint().password(),
        "WEB_PASSWORD", web.endpoint().password(),
        "TARGET_PASSWORD", target.endpoint().password());
  }

  /** Begins to migrate. */
  void begin() throws Exception {
    run = Crossfade.start(folder.resolve("run.txt"), environment(), "run", specification());
  }

  /** Migrates, and follows from then on. */
  void follow() throws Exception {
    begin();
    await("published")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(250))
        .failFast("the run ended", () -> !run.alive())
        .ignoreExceptions()
        .until(
            () ->
                Rows.number(
                        target.endpoint(),
                        "select count(*) from crossfade.entity where state = 'LIVE'")
                    == 3);
    for (String entity : List.of("contact", "touch", "page_view")) {
      Rows.execute(
          target.endpoint(),
          "create table public.kept_" + entity + " as select * from unified." + entity);
    }
  }

  /** A command about this migration. */
  Crossfade.Result now(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    int at = arguments.length > 1 && !arguments[1].startsWith("-") ? 2 : 1;
    all.add(at, specification());
    return Crossfade.now(environment(), all.toArray(String[]::new));
  }

  /** Asks all checks. */
  JsonNode check(int exit, String... more) {
    List<String> all = new ArrayList<>(List.of("check", "run", "-o", "json"));
    all.addAll(List.of(more));
    Crossfade.Result result = now(all.toArray(String[]::new));
    assertThat(result.exit()).as(result.err() + result.out()).isEqualTo(exit);
    return result.json();
  }

  /** Puts production back to what it was when it was published. */
  void restore() throws Exception {
    for (String entity : List.of("contact", "touch", "page_view")) {
      Rows.execute(
          target.endpoint(),
          "truncate unified." + entity,
          "insert into unified." + entity + " select * from public.kept_" + entity);
    }
  }

  @Override
  public void close() throws Exception {
    if (run != null && run.alive()) {
      run.stop();
    }
    crm.close();
    web.close();
    target.close();
  }
}
