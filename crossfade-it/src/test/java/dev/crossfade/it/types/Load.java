package dev.crossfade.it.types;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Writes without pause, one transaction of several statements after the other, until closed. */
final class Load implements AutoCloseable {

  static final List<String> TABLE =
      List.of("create table my_load (id bigint primary key, label varchar(40), amount int)");
  static final List<Col> COLUMNS =
      List.of(
          Col.exact("id", "bigint"), Col.exact("label", "varchar(40)"), Col.exact("amount", "int"));

  private final AtomicLong written = new AtomicLong();
  private volatile boolean closed;
  private CompletableFuture<Void> writer = CompletableFuture.completedFuture(null);

  static Load start(Callable<Connection> sessions) {
    Load load = new Load();
    load.writer = CompletableFuture.runAsync(() -> load.write(sessions));
    return load;
  }

  long written() {
    return written.get();
  }

  private void write(Callable<Connection> sessions) {
    try (Connection session = sessions.call()) {
      session.setAutoCommit(false);
      while (!closed) {
        transaction(session, written.incrementAndGet());
        Thread.sleep(5);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void transaction(Connection session, long n) throws SQLException {
    Systems.run(
        session,
        List.of(
            "insert into my_load values (" + n + ", 'new', 0)",
            "update my_load set amount = amount + 1 where id > " + (n - 5),
            "delete from my_load where id = " + (n - 3) + " and id % 7 = 0"));
    session.commit();
  }

  @Override
  public void close() {
    closed = true;
    writer.join();
  }
}
