package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A company with entities of PostgreSQL, of MariaDB, of both, and one whose keys do not tell the
 * rows of its sources; somebody alters its production.
 */
final class RepairedCompany implements AutoCloseable {

  final Poisoned company;

  RepairedCompany(Path folder, int rows) throws Exception {
    company = new Poisoned(folder);
    company.write(
        "entities/click.yaml",
        """
        apiVersion: crossfade.dev/v1
        kind: Entity
        name: click
        key: none
        columns: {id: {type: int64, nullable: false}, note: text}
        from:
          - {source: shop, table: shop.click, map: {id: id, note: note}}
        """);
    both("customer", "[origin, id]", "id: {type: int64, nullable: false}", "id");
    both("label", "[origin, code]", "code: {type: text, nullable: false}", "'c-' + toText(id)");
    Rows.execute(
        company.crm.endpoint(),
        "create table contact (id bigint primary key, region text, note text)",
        "insert into contact select i, 'emea', 'n' || i from generate_series(1, " + rows + ") i",
        "create table visit (id bigint, region text, note text)",
        "alter table visit replica identity full",
        "insert into visit select i / 2, 'emea', 'n' from generate_series(1, 100) i");
    Rows.execute(
        company.shop.endpoint(),
        "create table purchase (id bigint primary key, region varchar(20), note varchar(20))",
        "insert into purchase select seq, 'apac', concat('n', seq) from seq_1_to_" + rows,
        "create table click (id bigint, note varchar(20))",
        "insert into click select seq div 2, 'n' from seq_1_to_100");
  }

  private void both(String name, String key, String column, String rule) throws Exception {
    String code = column.substring(0, column.indexOf(':'));
    company.write(
        "entities/" + name + ".yaml",
        """
        apiVersion: crossfade.dev/v1
        kind: Entity
        name: %s
        key: %s
        columns: {origin: {type: text, nullable: false}, %s, note: text}
        from:
          - {source: crm, table: public.contact, map: {origin: "'crm'", %s: "%s", note: note}}
          - {source: shop, table: shop.purchase, map: {origin: "'shop'", %s: "%s", note: note}}
        """
            .formatted(name, key, column, code, rule, code, rule));
  }

  /** Rows are missing, others, exchanged, and too many, in every entity with a key. */
  void corrupt() throws Exception {
    for (String entity : new String[] {"contact", "purchase"}) {
      corrupt(entity, "id % 97 = 5", "id % 89 = 3", "-id, region, note");
    }
    corrupt("customer", "id % 97 = 5", "id % 89 = 3", "origin, -id, note");
    corrupt("label", "code like '%15'", "code like '%23'", "origin, code || '-x', note");
  }

  private void corrupt(String entity, String missing, String changed, String extra)
      throws Exception {
    String table = "unified." + entity;
    String columns =
        Rows.text(
            company.target.endpoint(),
            "select string_agg(quote_ident(column_name), ', ' order by ordinal_position) from"
                + " information_schema.columns where table_schema = 'unified' and table_name = '"
                + entity
                + "' and column_name not like '\\_cf%'");
    Rows.execute(
        company.target.endpoint(),
        "insert into "
            + table
            + " ("
            + columns
            + ", _cf_load) select "
            + extra
            + ", _cf_load from "
            + table
            + " where "
            + changed
            + " on conflict do nothing",
        "delete from " + table + " where " + missing,
        "update " + table + " set note = 'rogue' where " + changed);
  }

  /**
   * One copy of a row without key is missing, one is too many, one is another row, and one is of
   * nobody.
   */
  void corruptCopies(String entity) throws Exception {
    String table = "unified." + entity;
    String one = "(select ctid from " + table + " where id = %d limit 1)";
    String copy =
        "create temp table copy as select * from %s where id = 9 limit 1;".formatted(table);
    Rows.execute(
        company.target.endpoint(),
        "delete from " + table + " where ctid = " + one.formatted(7),
        "update " + table + " set note = 'rogue' where ctid = " + one.formatted(11),
        copy + "insert into " + table + " select * from copy",
        "insert into "
            + table
            + " select (jsonb_populate_record(t, '{\"id\": -1}')).* from "
            + table
            + " t where id = 13 limit 1");
  }

  /** Adds and takes away rows without key of both sources until it is told to end. */
  Thread copier(AtomicBoolean end) {
    return new Thread(
        () -> {
          try {
            for (int id = 7; !end.get(); id = id % 40 + 1) {
              copies(
                  company.crm.endpoint(), "visit (id, region, note) values (%d, 'emea', 'n')", id);
              copies(company.shop.endpoint(), "click (id, note) values (%d, 'n')", id);
            }
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void copies(DatabaseEndpoint at, String row, int id) throws SQLException {
    String table = row.substring(0, row.indexOf(' '));
    Rows.execute(at, "insert into " + row.formatted(id), "insert into " + row.formatted(id + 100));
    if (id % 3 == 0) {
      Rows.execute(at, "delete from " + table + " where id = " + (id + 98));
    }
  }

  /** Verifies one entity; what it says. */
  JsonNode verify(int exit, String entity) {
    return company.now(exit, "verify", "--entity=" + entity);
  }

  /** Asks for a repair; what came of the command. */
  JsonNode ask(int exit, String entity, String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "repair";
    words[1] = "--entity=" + entity;
    words[2] = "--reason=somebody altered rows";
    System.arraycopy(more, 0, words, 3, more.length);
    return company.now(exit, words);
  }

  /** Repairs, however long it takes; what was done, as the target has it. */
  JsonNode repair(String entity, String... more) throws Exception {
    ask(0, entity, more);
    await("repaired")
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> company.goal("select count(*) from crossfade.repair where done_at is null"),
            "0"::equals);
    return new ObjectMapper()
        .readTree(
            company.goal(
                "select json_build_object('compared', sum(compared) filter (where mapping >= 0),"
                    + " 'written', sum(written), 'removed', sum(removed), 'refused', sum(parked))"
                    + " from crossfade.repair where act = (select max(act) from"
                    + " crossfade.repair)"));
  }

  void equal(String entity) {
    JsonNode verdict = verify(0, entity);
    assertThat(verdict.path("verdict").asText()).as(verdict.toString()).isEqualTo("EQUAL");
  }

  /** Changes rows of both sources until it is told to end. */
  Thread writer(AtomicBoolean end) {
    return new Thread(
        () -> {
          Random random = new Random(11);
          try {
            while (!end.get()) {
              write(1 + random.nextInt(300), random.nextInt(5), random.nextInt());
            }
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void write(int id, int how, int note) throws SQLException {
    if (how == 0) {
      Rows.execute(company.crm.endpoint(), "delete from contact where id = " + id);
      Rows.execute(company.shop.endpoint(), "delete from purchase where id = " + id);
      return;
    }
    Rows.execute(
        company.crm.endpoint(),
        "insert into contact values (%d, 'emea', 'w%d') on conflict (id) do update set note = excluded.note"
            .formatted(id, note));
    Rows.execute(
        company.shop.endpoint(),
        "replace into purchase values (" + id + ", 'apac', 'w" + note % 1000 + "')");
  }

  @Override
  public void close() throws Exception {
    company.close();
  }
}
