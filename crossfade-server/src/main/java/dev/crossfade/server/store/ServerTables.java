package dev.crossfade.server.store;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The server's own tables, beside the journals and with a version of their own. */
public final class ServerTables {

  private static final List<String> SCRIPTS = List.of("V1__server.sql", "V2__elsewhere.sql");

  /** Any number that nothing else in the database locks by. */
  private static final long LOCK = 0x63726f7373L;

  private ServerTables() {}

  /** Creates what is missing. Several servers may do so at once. */
  public static void create(JdbcClient jdbc, TransactionOperations together) {
    together.executeWithoutResult(status -> create(jdbc));
  }

  private static void create(JdbcClient jdbc) {
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query().listOfRows();
    jdbc.sql("CREATE SCHEMA IF NOT EXISTS crossfade").update();
    jdbc.sql("CREATE TABLE IF NOT EXISTS crossfade.server_version (version integer PRIMARY KEY)")
        .update();
    int present =
        jdbc.sql("SELECT coalesce(max(version), 0) FROM crossfade.server_version")
            .query(Integer.class)
            .single();
    if (present > SCRIPTS.size()) {
      throw newer(present);
    }
    for (int version = present + 1; version <= SCRIPTS.size(); version++) {
      for (String statement : script(SCRIPTS.get(version - 1)).split(";\\s*\\n")) {
        jdbc.sql(statement).update();
      }
      jdbc.sql("INSERT INTO crossfade.server_version (version) VALUES (?)").param(version).update();
    }
  }

  private static RuntimeException newer(int present) {
    return Problem.of(
            ServerProblem.STORE_NEWER,
            "The control store was used by a newer server.",
            "Its tables are of version " + present + "; this program knows up to " + SCRIPTS.size(),
            "Use that version of Crossfade or a newer one.")
        .raise();
  }

  private static String script(String name) {
    try (InputStream in = ServerTables.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
