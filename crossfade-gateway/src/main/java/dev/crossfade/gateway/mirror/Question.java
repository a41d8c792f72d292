package dev.crossfade.gateway.mirror;

import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.Side;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Objects;

/**
 * What is asked of both stacks, however often.
 *
 * @param headers those of the copy; not changed any more
 * @param addresses whom to ask: at each look the same, so that what one says wrong stays so
 */
record Question(HttpMethod method, String uri, MultiMap headers, Map<Side, Address> addresses) {

  Address address(Side side) {
    return Objects.requireNonNull(addresses.get(side));
  }
}
