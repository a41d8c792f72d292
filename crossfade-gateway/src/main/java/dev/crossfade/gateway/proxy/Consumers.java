package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.Sticky;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Tells consumers from each other by what a route says they are known by. */
final class Consumers {

  private Consumers() {}

  /** The consumer who asks: the first sign that the request has, else its address. */
  static String of(RouteRule rule, HttpServerRequest in) {
    for (Sticky sign : rule.consumer()) {
      String found = found(sign, in);
      if (found != null && !found.isEmpty()) {
        return found;
      }
    }
    return address(in);
  }

  private static @Nullable String found(Sticky sign, HttpServerRequest in) {
    return switch (sign.by()) {
      case HEADER -> in.getHeader(sign.name());
      case COOKIE -> {
        Cookie cookie = in.getCookie(sign.name());
        yield cookie == null ? null : cookie.getValue();
      }
      case ADDRESS -> address(in);
    };
  }

  private static String address(HttpServerRequest in) {
    SocketAddress peer = in.remoteAddress();
    String host = peer == null ? null : peer.hostAddress();
    return host == null ? "" : host;
  }
}
