package dev.crossfade.jdbc.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one purpose that wait for their next session: opening one costs as much as a small
 * batch. Thread-safe.
 *
 * @param <T> what is kept
 */
final class Idle<T> implements AutoCloseable {

  private static final int KEPT = 8;
  private static final int ANSWER_SECONDS = 5;

  private final Function<T, Connection> connection;
  private final Deque<T> waiting = new ArrayDeque<>();
  private boolean closed;

  Idle(Function<T, Connection> connection) {
    this.connection = connection;
  }

  /** One that answers, or null. */
  @Nullable T take() {
    while (true) {
      T next;
      synchronized (waiting) {
        next = waiting.pollFirst();
      }
      if (next == null || answers(next)) {
        return next;
      }
      Database.discard(connection.apply(next));
    }
  }

  /** Keeps one after rolling back what it had open; a broken one is given up. */
  void give(T used) {
    Connection open = connection.apply(used);
    try {
      if (!open.isClosed()) {
        open.rollback();
        synchronized (waiting) {
          if (!closed && waiting.size() < KEPT) {
            waiting.addFirst(used);
            return;
          }
        }
      }
    } catch (SQLException e) {
      Database.discard(open);
      return;
    }
    Database.discard(open);
  }

  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
      waiting.forEach(each -> Database.discard(connection.apply(each)));
      waiting.clear();
    }
  }

  private boolean answers(T one) {
    try {
      return connection.apply(one).isValid(ANSWER_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
