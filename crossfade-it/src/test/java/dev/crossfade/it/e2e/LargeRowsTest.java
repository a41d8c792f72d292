package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.embedded.DatabaseOptions;
import dev.crossfade.embedded.EmbeddedMariaDb;
import dev.crossfade.embedded.EmbeddedPostgres;
import dev.crossfade.embedded.EmbeddedService;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of 64 MiB in history, in the stream and in verification, by processes with a heap of 512
 * MiB.
 */
@Tag("long")
class LargeRowsTest {

  private static final String LAST = "SELECT count(*) FROM item WHERE id = 9";
  private static final String HISTORY = "SELECT count(*) FROM item";

  @TempDir private Path folder;

  @Test
  void textsOfPostgres() throws Exception {
    String row = "SELECT %d, string_agg(md5(n::text), '') FROM generate_series(1, 2097152) n";
    migratePostgres(
        "text",
        new String[] {
          "INSERT INTO item " + row.formatted(1), "INSERT INTO item " + row.formatted(2)
        },
        new String[] {
          "INSERT INTO item " + row.formatted(5),
          "BEGIN",
          "INSERT INTO item " + row.formatted(6),
          "INSERT INTO item " + row.formatted(7),
          "COMMIT",
          "UPDATE item SET v = reverse(v) WHERE id IN (1, 5)",
          "INSERT INTO item VALUES (9, 'last')"
        },
        6);
  }

  @Test
  void bytesOfPostgres() throws Exception {
    String row =
        "SELECT %d, decode(string_agg(md5(n::text), ''), 'hex') FROM generate_series(1, 4194304) n";
    migratePostgres(
        "bytea",
        new String[] {
          "INSERT INTO item " + row.formatted(1), "INSERT INTO item " + row.formatted(2)
        },
        new String[] {
          "INSERT INTO item " + row.formatted(5),
          "UPDATE item SET v = v || '\\x00' WHERE id = 1",
          "INSERT INTO item VALUES (9, '\\x01')"
        },
        4);
  }

  /** Arrays of two dimensions are refused by the mapping, the number by the target. */
  @Test
  void refusedTextsOfPostgres() throws Exception {
    String row =
        "INSERT INTO item SELECT %d, string_agg(md5(n::text), ''), '%s', '%s'"
            + " FROM generate_series(1, 2097152) n";
    String number = "{\"n\": 1e200000}";
    try (EmbeddedService<DatabaseEndpoint> source = postgres("shop")) {
      JsonNode verify =
          migrate(
              "64 MiB of text, refused",
              source,
              "CREATE TABLE item (id bigint PRIMARY KEY, v text, tags int[], data json)",
              new String[] {
                row.formatted(-1, "{{1}}", "{}"),
                row.formatted(-2, "{1}", number),
                "INSERT INTO item VALUES (1, 'first', '{1}', '{}')"
              },
              new String[] {
                row.formatted(5, "{{1}}", "{}"),
                row.formatted(6, "{1}", number),
                "INSERT INTO item VALUES (9, 'last', '{1}', '{}')"
              },
              4);
      assertThat(verify.at("/parked").asLong()).isEqualTo(4);
      assertThat(verify.at("/refused").asLong()).isEqualTo(2);
    }
  }

  private void migratePostgres(String type, String[] history, String[] live, int compared)
      throws Exception {
    try (EmbeddedService<DatabaseEndpoint> source = postgres("shop")) {
      String table = "CREATE TABLE item (id bigint PRIMARY KEY, v " + type + ")";
      migrate("64 MiB of " + type, source, table, history, live, compared);
    }
  }

  @Test
  void textsOfMariaDb() throws Exception {
    String row = "INSERT INTO item SELECT %d, repeat(concat(%d, md5('%d'), '\u00e4'), 1917400)";
    try (EmbeddedService<DatabaseEndpoint> source =
        EmbeddedMariaDb.start(folder.resolve("shop"), DatabaseOptions.database("shop"))) {
      migrate(
          "64 MiB of MariaDB's text",
          source,
          "CREATE TABLE item (id bigint PRIMARY KEY, v longtext)",
          new String[] {row.formatted(1, 1, 1), row.formatted(2, 2, 2)},
          new String[] {
            row.formatted(5, 5, 5),
            "UPDATE item SET v = concat(v, 'x') WHERE id = 1",
            "INSERT INTO item VALUES (9, 'last')"
          },
          4);
    }
  }

  private JsonNode migrate(
      String what,
      EmbeddedService<DatabaseEndpoint> source,
      String table,
      String[] history,
      String[] live,
      int compared)
      throws Exception {
    try (EmbeddedService<DatabaseEndpoint> target = postgres("unified");
        SmallHeap crossfade = new SmallHeap(what, folder, source.endpoint(), target.endpoint())) {
      Rows.execute(source.endpoint(), table);
      Rows.execute(source.endpoint(), history);
      crossfade.init().follow();
      crossfade
          .until("history to be published")
          .until(() -> Rows.number(target.endpoint(), HISTORY) > 0);
      Rows.execute(source.endpoint(), live);
      crossfade
          .until("the rows to be in the target")
          .until(() -> Rows.number(target.endpoint(), LAST) == 1);
      JsonNode verify = crossfade.verify();
      assertThat(verify.at("/verdict").asText()).isEqualTo("EQUAL");
      assertThat(verify.at("/rowsCompared").asLong()).isEqualTo(compared);
      crossfade.stop();
      return verify;
    }
  }

  private EmbeddedService<DatabaseEndpoint> postgres(String name) {
    return EmbeddedPostgres.start(folder.resolve(name), DatabaseOptions.database(name));
  }
}
