package dev.crossfade.bench.stages;

import dev.crossfade.embedded.DatabaseEndpoint;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * What the target alone costs: the rows that the applier wrote last, in batches of the same size,
 * from files by psql with the same statements into a copy of the table as it was before.
 */
final class SqlAlone {

  private static final int BATCH = 10_000;

  private final Stack stack;
  private final Path folder;

  SqlAlone(Stack stack, Path folder) {
    this.stack = stack;
    this.folder = folder;
  }

  /** Keeps the table as it is now. */
  void before() throws Exception {
    Stack.run(
        stack.unified,
        "DROP TABLE IF EXISTS public.bench_contact",
        "CREATE TABLE public.bench_contact (LIKE marketing.contact INCLUDING ALL)",
        "INSERT INTO public.bench_contact SELECT * FROM marketing.contact",
        "VACUUM ANALYZE public.bench_contact");
  }

  /** Writes the changes of the last load again and says how quick that was. */
  String measure() throws Exception {
    long changes = log();
    Path script = script(changes);
    DatabaseEndpoint at = stack.unified.endpoint();
    ProcessBuilder psql =
        new ProcessBuilder(
            "psql",
            "-qX",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            at.host(),
            "-p",
            Integer.toString(at.port()),
            "-U",
            at.user(),
            "-d",
            at.database(),
            "-f",
            script.toString());
    psql.environment().put("PGPASSWORD", at.password());
    psql.redirectErrorStream(true).redirectOutput(folder.resolve("psql.log").toFile());
    long start = System.nanoTime();
    int code = psql.start().waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("psql.log")));
    }
    return String.format(
        Locale.ROOT,
        "%-22s %,9d changes %6.2f s %,8.0f/s  rows that differ afterwards: %d",
        "sql alone (psql)",
        changes,
        seconds,
        changes / seconds,
        Stack.number(
            stack.unified,
            "SELECT count(*) FROM ((SELECT contact_id, score, email FROM public.bench_contact"
                + " EXCEPT SELECT contact_id, score, email FROM marketing.contact) UNION ALL"
                + " (SELECT contact_id, score, email FROM marketing.contact EXCEPT SELECT"
                + " contact_id, score, email FROM public.bench_contact)) d"));
  }

  private long log() throws Exception {
    Stack.run(
        stack.unified,
        "CREATE TABLE IF NOT EXISTS public.bench_log (seq bigint PRIMARY KEY, op char(1), id"
            + " bigint)",
        "TRUNCATE public.bench_log");
    Path file = folder.resolve("log.bin");
    try (Connection crm = Stack.connect(stack.crm);
        Connection unified = Stack.connect(stack.unified);
        OutputStream out = Files.newOutputStream(file)) {
      crm.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(
              "COPY (SELECT row_number() OVER (ORDER BY seq), op, id FROM bench_log) TO STDOUT",
              out);
      out.flush();
      return unified
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY public.bench_log FROM STDIN", Files.newInputStream(file));
    }
  }

  private Path script(long changes) throws Exception {
    Stack.run(stack.unified, "ANALYZE public.bench_log");
    StringBuilder script =
        new StringBuilder(
            "SET session_replication_role = replica;\n"
                + "CREATE TEMP TABLE b (LIKE marketing.contact, g int) ON COMMIT DELETE ROWS;\n"
                + "ALTER TABLE b ALTER full_name DROP NOT NULL, ALTER opted_in DROP NOT NULL,"
                + " ALTER created_at DROP NOT NULL, ALTER _cf_load DROP NOT NULL;\n");
    String names = names(", ");
    try (Connection unified = Stack.connect(stack.unified)) {
      for (long from = 1, i = 0; from <= changes; from += BATCH, i++) {
        Path file = folder.resolve("batch" + i + ".bin");
        try (OutputStream out = Files.newOutputStream(file)) {
          unified.unwrap(PGConnection.class).getCopyAPI().copyOut(batch(from), out);
        }
        script.append("BEGIN;\n\\copy b FROM '").append(file).append("' (FORMAT binary)\n");
        script.append("DELETE FROM public.bench_contact t USING b WHERE g = -1");
        script.append(" AND t.contact_id = b.contact_id;\n");
        script.append("INSERT INTO public.bench_contact (").append(names).append(") SELECT ");
        script.append(names).append(" FROM b WHERE g = 0 ON CONFLICT (contact_id) DO UPDATE SET ");
        script.append(names(" = EXCLUDED.").replace("contact_id = EXCLUDED.contact_id, ", ""));
        script.append(";\nCOMMIT;\n");
      }
    }
    return Files.writeString(folder.resolve("script.sql"), script.toString());
  }

  /** The columns; or assignments of each from the same name behind the given text. */
  private String names(String how) throws Exception {
    String form =
        how.equals(", ")
            ? "quote_ident(column_name)"
            : "quote_ident(column_name) || '" + how + "' || quote_ident(column_name)";
    try (Connection unified = Stack.connect(stack.unified);
        var statement = unified.createStatement();
        var row =
            statement.executeQuery(
                "SELECT string_agg("
                    + form
                    + ", ', ' ORDER BY ordinal_position) FROM"
                    + " information_schema.columns WHERE table_schema = 'marketing' AND"
                    + " table_name = 'contact'")) {
      row.next();
      return row.getString(1);
    }
  }

  /** The last change of each key among the batch's, with the row as production has it now. */
  private String batch(long from) throws Exception {
    String columns = names(", ").replaceFirst("contact_id", "l.id");
    return "COPY (SELECT "
        + columns
        + ", CASE l.op WHEN 'D' THEN -1 ELSE 0 END FROM"
        + " (SELECT DISTINCT ON (id) id, op FROM public.bench_log WHERE seq BETWEEN "
        + from
        + " AND "
        + (from + BATCH - 1)
        + " ORDER BY id, seq DESC) l"
        + " LEFT JOIN marketing.contact t ON t.contact_id = l.id"
        + " WHERE l.op = 'D' OR t.contact_id IS NOT NULL) TO STDOUT (FORMAT binary)";
  }
}
