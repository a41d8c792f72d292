package dev.crossfade.bench.verify;

import dev.crossfade.bench.Subject;
import dev.crossfade.bench.data.Copies;
import dev.crossfade.bench.data.Pair;
import dev.crossfade.bench.servers.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The limit: both sides as binary COPY in the order of their keys, compared byte by byte. */
final class ExactCompare implements Subject {

  private static final byte[] END = {};

  private final Pair pair;
  private long rows;
  private long different;

  ExactCompare(Pair pair) {
    this.pair = pair;
  }

  @Override
  public String name() {
    return "binary COPY of both sides, compared";
  }

  @Override
  public void prepare() {
    rows = 0;
    different = 0;
  }

  @Override
  public Done run() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      String columns = Copies.columns(pair.source(), "contacts");
      BlockingQueue<byte[]> left = new ArrayBlockingQueue<>(4096);
      BlockingQueue<byte[]> right = new ArrayBlockingQueue<>(4096);
      Future<Void> one = threads.submit(reader(pair.source(), "contacts", columns, left));
      Future<Void> two =
          threads.submit(reader(pair.target(), "marketing.contacts", columns, right));
      compare(left, right);
      one.get();
      two.get();
      return Done.all(rows);
    } finally {
      threads.shutdownNow();
    }
  }

  private void compare(BlockingQueue<byte[]> left, BlockingQueue<byte[]> right)
      throws InterruptedException {
    byte[] one = left.take();
    byte[] other = right.take();
    while (one.length > 0 && other.length > 0) {
      rows++;
      if (!Arrays.equals(one, other)) {
        different++;
      }
      one = left.take();
      other = right.take();
    }
    // the first message holds header and row, the last one the trailer
    rows--;
    different += one.length == other.length ? 0 : 1;
  }

  private static Callable<Void> reader(
      Postgres side, String table, String columns, BlockingQueue<byte[]> into) {
    return () -> {
      read(side, "SELECT " + columns + " FROM " + table + " ORDER BY id", into);
      into.put(END);
      return null;
    };
  }

  private static void read(Postgres side, String query, BlockingQueue<byte[]> into)
      throws SQLException, InterruptedException {
    try (Connection connection = side.connect()) {
      CopyOut copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
      byte[] row;
      while ((row = copy.readFromCopy()) != null) {
        into.put(row);
      }
    }
  }

  @Override
  public void check() {
    if (different != Verification.DIFFERENCES.get()) {
      throw new IllegalStateException(different + " rows differ in " + rows);
    }
  }
}
