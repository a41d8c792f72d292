package dev.crossfade.engine.cutover;

import java.time.Duration;
import java.util.Set;

/**
 * How clients are moved.
 *
 * @param me who does it; tells this process from every other, its own earlier ones included
 * @param group of gateways
 * @param routes that move together
 * @param hold how long gateways hold writes without further word
 * @param longest pause of writes; whoever takes longer goes back
 */
public record Rules(String me, String group, Set<String> routes, Duration hold, Duration longest) {

  public Rules {
    routes = Set.copyOf(routes);
    if (longest.compareTo(hold) >= 0) {
      throw new IllegalArgumentException("gateways would let go before the pause is over");
    }
  }
}
