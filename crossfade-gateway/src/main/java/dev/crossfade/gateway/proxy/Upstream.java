package dev.crossfade.gateway.proxy;

import io.vertx.core.http.HttpClientConnection;
import org.jspecify.annotations.Nullable;

/** One connection to a server of a stack. One event loop. */
final class Upstream {

  final HttpClientConnection connection;
  private final Pool pool;
  private long idleSince;
  private boolean used;
  private boolean closed;
  private @Nullable Runnable onClose;

  Upstream(HttpClientConnection connection, Pool pool) {
    this.connection = connection;
    this.pool = pool;
    connection.closeHandler(nothing -> closed());
    connection.exceptionHandler(error -> close());
  }

  private void closed() {
    if (!closed) {
      closed = true;
      pool.lost(this);
      Runnable told = onClose;
      if (told != null) {
        told.run();
      }
    }
  }

  /** Who is told when the connection ends while a request is on it. */
  void taken(@Nullable Runnable told) {
    onClose = told;
  }

  /** Whether a request was answered over it before, so that it may have been closed since. */
  boolean used() {
    return used;
  }

  long idleSince() {
    return idleSince;
  }

  boolean open() {
    return !closed;
  }

  /** Another request may have it. */
  void giveBack(long now) {
    onClose = null;
    used = true;
    idleSince = now;
    if (closed) {
      return;
    }
    pool.free(this);
  }

  /** Ends it with whatever is on it. */
  void close() {
    connection.close();
  }
}
