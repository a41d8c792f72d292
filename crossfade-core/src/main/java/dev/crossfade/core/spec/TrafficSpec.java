package dev.crossfade.core.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Through which gateways clients come that are moved from one stack to the other.
 *
 * @param gateways group of gateways that obey the route record; null where clients come through
 *     none, so that databases alone refuse writes, and clients are moved by hand
 * @param routes of the gateways' files that move together
 */
public record TrafficSpec(@Nullable String gateways, List<String> routes) {

  /** The route where nobody named one. */
  public static final String ALL = "all";

  /** Clients come through no gateway. */
  public static final TrafficSpec NONE = new TrafficSpec(null, List.of(ALL));

  public TrafficSpec {
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("no routes to move");
    }
  }

  /** The group whose record says which side takes the writes of a migration. */
  public String group(String migration) {
    return gateways == null ? migration : gateways;
  }
}
