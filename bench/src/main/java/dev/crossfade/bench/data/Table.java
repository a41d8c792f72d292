package dev.crossfade.bench.data;

import dev.crossfade.bench.servers.Postgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** A table of the data set; its rows are a function of their number. */
public enum Table {
  /** People of a CRM: 17 columns, about 350 bytes a row. */
  CONTACTS("contacts", 2_000_000),
  /** Events of advertisements: nine narrow columns, about 85 bytes a row. */
  AD_EVENTS("ad_events", 5_000_000);

  private final String table;
  private final long rows;

  Table(String table, long rows) {
    this.table = table;
    this.rows = rows;
  }

  /** Name of the table. */
  public String table() {
    return table;
  }

  /** Number of rows at a scale. */
  public long rows(double scale) {
    return Math.max(1000, Math.round(rows * scale));
  }

  /** Creates it, empty. */
  public void create(Postgres in) throws SQLException, IOException {
    in.execute("DROP TABLE IF EXISTS " + table, script(table));
  }

  /** Adds the rows with these numbers, both included. */
  public void fill(Postgres in, long first, long last) throws SQLException, IOException {
    in.execute(
        script(table + "-rows")
            .replace("{first}", String.valueOf(first))
            .replace("{last}", String.valueOf(last)));
  }

  /** Makes the procedure {@code change_contacts(rows, first, last)}. */
  public static String changes() throws IOException {
    return script("changes");
  }

  /** Makes the table {@code change_log} and a trigger that fills it. */
  public static String changeLog() throws IOException {
    return script("change-log");
  }

  static String script(String name) throws IOException {
    try (InputStream in = Table.class.getResourceAsStream("/data/" + name + ".sql")) {
      if (in == null) {
        throw new IOException("no script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
