package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.GatewaySettings.Total;
import io.netty.channel.Channel;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of clients with HTTP/1 to one event loop. A client that sends or takes a few
 * bytes again and again is never idle, so the whole is limited as well.
 */
final class Clients {

  private static final String DECODER = "httpDecoder";

  private final long headNanos;
  private final long answerNanos;
  private final AtomicInteger gauge;
  private final Map<Channel, Heads> connections = new LinkedHashMap<>();

  Clients(Total total, AtomicInteger gauge) {
    this.gauge = gauge;
    this.headNanos = total.head().toNanos();
    this.answerNanos = total.request().toNanos();
  }

  /** A connection stands, and nothing was read of it yet. */
  void connected(HttpConnection connection, Http1ServerConfig settings) {
    Channel channel = ((ConnectionBase) connection).channel();
    gauge.incrementAndGet();
    connection.closeHandler(nothing -> closed(channel));
    if (channel.pipeline().get(DECODER) != null) {
      Heads heads = new Heads(settings);
      channel.pipeline().replace(DECODER, DECODER, heads);
      connections.put(channel, heads);
    }
  }

  private void closed(Channel channel) {
    gauge.decrementAndGet();
    connections.remove(channel);
  }

  /** Ends those that take longer than they may. */
  void tidy(long now) {
    List<Channel> late = new ArrayList<>();
    connections.forEach(
        (channel, heads) -> {
          if (heads.late(channel.unsafe().outboundBuffer(), now, headNanos, answerNanos)) {
            late.add(channel);
          }
        });
    // at once: what has not left yet is what nobody takes
    late.forEach(each -> each.unsafe().close(each.voidPromise()));
  }
}
