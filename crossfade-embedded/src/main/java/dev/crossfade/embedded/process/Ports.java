package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.EmbeddedProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports from 20000 to 31999: below the range from which Linux takes ports of outgoing
 * connections, so that a remembered port is rarely taken at the next start.
 */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int BEYOND = 32_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** A port nobody listens on and that this process has not handed out before. */
  static int pick() {
    for (int attempt = 0; attempt < 10_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw Problem.of(
            EmbeddedProblem.PORT_TAKEN,
            "No free TCP port between " + FIRST + " and " + (BEYOND - 1) + " was found.",
            "Every port tried is in use or may not be bound by this user.",
            "Stop services that are no longer needed, or choose a port in the configuration.")
        .raise();
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
