package dev.crossfade.bench.stream;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import dev.crossfade.bench.servers.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * Set-based statements from a file by psql: what the target takes when nothing else is in the way.
 */
final class ByFile implements Subject {

  /** As many changes as Crossfade takes together by default. */
  private static final long BATCH = 5000;

  private final Pair pair;
  private final long changes;
  private final Path file;

  ByFile(Pair pair, long changes, Path file) {
    this.pair = pair;
    this.changes = changes;
    this.file = file;
  }

  @Override
  public String name() {
    return "set-based statements by psql";
  }

  @Override
  public String missing() {
    return Shell.has("psql") ? "" : "psql is not installed: apt-get install postgresql-client";
  }

  @Override
  public void prepare() throws Exception {
    Table.CONTACTS.create(pair.source());
    Table.CONTACTS.fill(pair.source(), 1, pair.rows(Table.CONTACTS));
    pair.emptyTables();
    Table.CONTACTS.fill(pair.target(), 1, pair.rows(Table.CONTACTS));
    pair.target()
        .execute("CREATE TABLE batch (op text, LIKE contacts)", "VACUUM (ANALYZE)", "CHECKPOINT");
    pair.source().execute(Table.changes(), Table.changeLog());
    pair.source()
        .execute("CALL change_contacts(" + pair.rows(Table.CONTACTS) + ", 1, " + changes + ")");
    write();
    pair.source().execute("DROP TRIGGER log_change ON contacts");
  }

  private void write() throws SQLException, IOException {
    String columns = Copies.columns(pair.source(), "contacts");
    String merge =
        "DELETE FROM contacts USING batch WHERE contacts.id = batch.id AND op = 'DELETE';\n"
            + "INSERT INTO contacts SELECT "
            + columns
            + " FROM batch WHERE op <> 'DELETE' ON CONFLICT (id) DO UPDATE SET ("
            + columns
            + ") = ROW (excluded."
            + columns.replace(", ", ", excluded.")
            + ");\nCOMMIT;\n";
    try (Connection connection = pair.source().connect();
        OutputStream out = Files.newOutputStream(file)) {
      for (long first = 0; first < changes; first += BATCH) {
        text(out, "BEGIN;\nTRUNCATE batch;\nCOPY batch FROM STDIN;\n");
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "COPY (SELECT DISTINCT ON (id) op, "
                    + columns
                    + " FROM change_log WHERE seq > "
                    + first
                    + " AND seq <= "
                    + (first + BATCH)
                    + " ORDER BY id, seq DESC) TO STDOUT",
                out);
        text(out, "\\.\n" + merge);
      }
    }
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Done run() throws Exception {
    pair.shell()
        .run(
            Map.of(),
            "psql",
            "-qX",
            "-v",
            "ON_ERROR_STOP=1",
            "-f",
            file.toString(),
            pair.target().uri());
    return Done.all(changes);
  }

  @Override
  public void check() throws Exception {
    Copies.mustEqual(pair.source(), pair.target(), "contacts");
  }

  @Override
  public void clean() throws Exception {
    pair.source().execute("DROP TABLE IF EXISTS change_log CASCADE");
  }
}
