package dev.crossfade.gateway.proxy;

import dev.crossfade.gateway.GatewayProblem;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpConnectOptions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop to one stack. Client and server are of the same loop, so that
 * nothing ever changes threads. The connection used last is used first.
 */
final class Pool {

  /** How long a server that refused a connection is left alone, if there are others. */
  private static final long ASIDE_NANOS = 1_000_000_000L;

  private static final int MOST_WAITING = 4096;
  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

  private final HttpClientAgent client;
  private final List<HttpConnectOptions> ways;
  private final int most;
  private final AtomicInteger gauge;
  private final ArrayDeque<Upstream> idle = new ArrayDeque<>();
  private final ArrayDeque<Taker> waiting = new ArrayDeque<>();
  private final long[] aside;
  private int open;
  private int turn;
  private boolean distrusted;

  /** Who wants a connection. */
  interface Taker {
    /** Here it is. */
    void taken(Upstream upstream);

    /** There is none. */
    void notTaken(GatewayProblem why);

    /** Whether it is still wanted. */
    boolean wants();
  }

  /**
   * A pool.
   *
   * @param ways to the servers, which are used in turn
   * @param most connections to all of them
   * @param gauge of those that are open
   */
  Pool(HttpClientAgent client, List<HttpConnectOptions> ways, int most, AtomicInteger gauge) {
    this.client = client;
    this.ways = ways;
    this.most = most;
    this.gauge = gauge;
    this.aside = new long[ways.size()];
    Arrays.fill(aside, Long.MIN_VALUE);
  }

  /** Hands over a connection now or later. */
  void take(Taker taker, long now) {
    Upstream free = idle.pollLast();
    if (free != null) {
      taker.taken(free);
    } else {
      takeFresh(taker, now);
    }
  }

  /** As above, but one that was never used. */
  void takeFresh(Taker taker, long now) {
    if (open < most) {
      connect(taker, ways.size(), now);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.addLast(taker);
    } else {
      taker.notTaken(GatewayProblem.STACK_BUSY);
    }
  }

  private void connect(Taker taker, int attempts, long now) {
    int index = next(now);
    opened(1);
    client
        .connect(ways.get(index))
        .onComplete(
            connected -> {
              if (connected.succeeded()) {
                aside[index] = Long.MIN_VALUE;
                distrusted = false;
                hand(new Upstream(connected.result(), this), taker);
                return;
              }
              opened(-1);
              long then = System.nanoTime();
              aside[index] = then + ASIDE_NANOS;
              if (attempts > 1 && taker.wants()) {
                connect(taker, attempts - 1, then);
              } else {
                taker.notTaken(reason(connected.cause()));
                serve();
              }
            });
  }

  private GatewayProblem reason(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof SSLException) {
        if (!distrusted) {
          distrusted = true;
          LOG.atWarn().addKeyValue("why", each.toString()).log("a stack does not prove who it is");
        }
        return GatewayProblem.STACK_NOT_TRUSTED;
      }
    }
    return GatewayProblem.STACK_UNREACHABLE;
  }

  private void hand(Upstream upstream, Taker taker) {
    if (taker.wants()) {
      taker.taken(upstream);
    } else {
      free(upstream);
    }
  }

  /** The next address in turn that did not just refuse; if all did, the next in turn. */
  private int next(long now) {
    for (int i = 0; i < aside.length; i++) {
      int index = turn++ % aside.length;
      if (aside[index] == Long.MIN_VALUE || now - aside[index] > 0) {
        return index;
      }
    }
    return turn++ % aside.length;
  }

  /** A connection is free for the next. */
  void free(Upstream upstream) {
    for (Taker taker = waiting.pollFirst(); taker != null; taker = waiting.pollFirst()) {
      if (taker.wants()) {
        taker.taken(upstream);
        return;
      }
    }
    idle.addLast(upstream);
  }

  /** A connection is no more. */
  void lost(Upstream upstream) {
    opened(-1);
    idle.remove(upstream);
    serve();
  }

  /** Opens connections for those who wait, as far as there may be more. */
  private void serve() {
    while (open < most && !waiting.isEmpty()) {
      Taker taker = waiting.pollFirst();
      if (taker.wants()) {
        connect(taker, ways.size(), System.nanoTime());
      }
    }
  }

  private void opened(int change) {
    open += change;
    gauge.addAndGet(change);
  }

  /** Closes what was not used for a while. */
  void tidy(long now, long idleNanos) {
    Iterator<Upstream> oldest = idle.iterator();
    while (oldest.hasNext()) {
      Upstream upstream = oldest.next();
      if (now - upstream.idleSince() < idleNanos) {
        return;
      }
      oldest.remove();
      upstream.close();
    }
  }
}
