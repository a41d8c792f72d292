package dev.crossfade.bench.history;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.data.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** The limit: bytes of binary COPY passed from one server to the other, nothing looked at. */
final class JavaPipe implements Subject {

  private final Pair pair;
  private final int pipes;

  JavaPipe(Pair pair, int pipes) {
    this.pair = pair;
    this.pipes = pipes;
  }

  @Override
  public String name() {
    return "binary COPY pipe x" + pipes + " in Java";
  }

  @Override
  public void prepare() throws Exception {
    pair.emptyTables();
  }

  @Override
  public Done run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(pipes);
    try {
      List<Future<Long>> running = new ArrayList<>();
      for (String query : queries(pair, pipes)) {
        String[] parts = query.split("\t");
        running.add(threads.submit(() -> pipe(parts[0], parts[1])));
      }
      long rows = 0;
      for (Future<Long> one : running) {
        rows += one.get();
      }
      return Done.all(rows);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Table and query of every piece: tables one by one, a single table in as many as pipes. */
  static List<String> queries(Pair pair, int pipes) {
    List<String> queries = new ArrayList<>();
    for (Table table : pair.tables()) {
      int pieces = pair.tables().size() == 1 ? pipes : 1;
      for (int i = 0; i < pieces; i++) {
        long low = pair.rows(table) * i / pieces;
        long high = pair.rows(table) * (i + 1) / pieces;
        String range = pieces == 1 ? "" : " WHERE id > " + low + " AND id <= " + high;
        queries.add(table.table() + "\tSELECT * FROM " + table.table() + range);
      }
    }
    return queries;
  }

  private long pipe(String table, String query) throws SQLException {
    try (Connection source = pair.source().connect();
        Connection target = pair.target().connect()) {
      CopyOut reading =
          source
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
      CopyIn writing =
          target
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
      byte[] bytes;
      while ((bytes = reading.readFromCopy()) != null) {
        writing.writeToCopy(bytes, 0, bytes.length);
      }
      return writing.endCopy();
    }
  }

  @Override
  public void check() throws Exception {
    for (Table table : pair.tables()) {
      Copies.mustEqual(pair.source(), pair.target(), table.table());
    }
  }
}
