package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Stack;
import dev.crossfade.core.traffic.GatewaySettings.Trust;
import dev.crossfade.gateway.tls.Proof;
import io.vertx.core.http.HttpConnectOptions;
import java.util.List;

/** How servers of a stack are reached. */
final class Reach {

  private Reach() {}

  /** A way to each of its servers, in the order of their addresses. */
  static List<HttpConnectOptions> all(Stack stack, int connectMillis) {
    return stack.addresses().stream().map(each -> way(each, stack, connectMillis)).toList();
  }

  private static HttpConnectOptions way(Address address, Stack stack, int connectMillis) {
    HttpConnectOptions way =
        new HttpConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setSsl(false)
            .setConnectTimeout(connectMillis);
    Trust trust = stack.trust();
    return trust == null ? way : way.setSsl(true).setSslOptions(Proof.of(trust));
  }
}
