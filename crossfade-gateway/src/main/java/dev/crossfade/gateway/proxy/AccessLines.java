package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.GatewaySettings.AccessLog;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.Side;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each request, if asked for; never what is behind the question mark of its address. */
final class AccessLines {

  private static final Logger LOG = LoggerFactory.getLogger("crossfade.gateway.access");

  private AccessLines() {}

  static void write(
      AccessLog wanted,
      HttpServerRequest in,
      RouteRule rule,
      Side side,
      @Nullable Relay relay,
      long micros) {
    if (wanted == AccessLog.NONE) {
      return;
    }
    SocketAddress peer = in.remoteAddress();
    LOG.atInfo()
        .addKeyValue("client", peer == null ? "" : peer.hostAddress())
        .addKeyValue("method", in.method().name())
        .addKeyValue("path", plain(in.path()))
        .addKeyValue("status", relay == null ? in.response().getStatusCode() : relay.status())
        .addKeyValue("bytes", relay == null ? 0 : relay.bytes())
        .addKeyValue("micros", micros)
        .addKeyValue("route", rule.name())
        .addKeyValue("stack", relay == null ? "none" : side.word())
        .log("request");
  }

  /** Nobody writes lines of their own into the log. */
  private static String plain(@Nullable String path) {
    return path == null ? "" : path.replaceAll("[^\\x21-\\x7e]", "?");
  }
}
