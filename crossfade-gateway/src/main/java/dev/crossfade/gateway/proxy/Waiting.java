package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.Forwarding.Standing;
import dev.crossfade.core.traffic.GatewaySettings.HoldLimits;
import dev.crossfade.gateway.metrics.RouteMeter.HoldRefusal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The writes of one event loop that wait, in the order in which they came. Their bodies stay with
 * the clients, but for what a connection had read already. Count and bytes are bounded for the
 * whole gateway.
 */
final class Waiting {

  /** About what a request takes up besides its body. */
  private static final long HEAD = 2 * 1024;

  private static final long READ_AHEAD = 64 * 1024;

  private final Loop loop;
  private final HoldLimits limits;
  private final int together;
  private final Map<Exchange, Long> queue = new LinkedHashMap<>();
  private int draining;
  private boolean ending;

  Waiting(Loop loop) {
    this.loop = loop;
    this.limits = loop.scene.settings().hold();
    this.together = Math.max(1, limits.together() / loop.scene.loops());
  }

  /** Lets a write wait, or refuses it. */
  void add(Exchange exchange) {
    if (ending) {
      exchange.refuseHeld(HoldRefusal.ENDING);
      return;
    }
    long bytes = HEAD + Math.min(READ_AHEAD, exchange.declaredBytes());
    boolean room = loop.scene.waitingCount().incrementAndGet() <= limits.requests();
    if (!room || loop.scene.waiting().addAndGet(bytes) > limits.bytes()) {
      loop.scene.waitingCount().decrementAndGet();
      if (room) {
        loop.scene.waiting().addAndGet(-bytes);
      }
      exchange.refuseHeld(HoldRefusal.TOO_MANY);
      return;
    }
    exchange.meter().held().incrementAndGet();
    queue.put(exchange, bytes);
  }

  /** The gateway ends: what waits was not forwarded, and may be sent to another one at once. */
  void end() {
    ending = true;
    for (Exchange each : List.copyOf(queue.keySet())) {
      each.refuseHeld(HoldRefusal.ENDING);
    }
  }

  /** A write does not wait any more, for whatever reason. */
  void remove(Exchange exchange) {
    Long bytes = queue.remove(exchange);
    if (bytes != null) {
      loop.scene.waiting().addAndGet(-bytes);
      loop.scene.waitingCount().decrementAndGet();
      exchange.meter().held().decrementAndGet();
    }
  }

  /** A write that had waited has to wait once more. */
  void again() {
    draining--;
  }

  /** A write that had waited has been answered. */
  void drained() {
    draining--;
    wake();
  }

  /** Forwards those that need not wait any more, only so many at once, by the record of now. */
  void wake() {
    if (queue.isEmpty() || draining >= together) {
      return;
    }
    List<Exchange> free = new ArrayList<>();
    Iterator<Exchange> each = queue.keySet().iterator();
    while (each.hasNext() && draining + free.size() < together) {
      Exchange exchange = each.next();
      if (exchange.standing() == Standing.FREE) {
        free.add(exchange);
      }
    }
    for (Exchange exchange : free) {
      remove(exchange);
      draining++;
      exchange.resumeWrite();
    }
  }
}
