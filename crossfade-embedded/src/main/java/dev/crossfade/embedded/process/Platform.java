package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.EmbeddedProblem;

/** The platform the bundled database servers are made for. */
public final class Platform {

  private Platform() {}

  /** Refuses everything but Linux on x86-64. */
  public static void mustRunServers(String service) {
    String system = System.getProperty("os.name", "");
    String machine = System.getProperty("os.arch", "");
    if (system.equals("Linux") && (machine.equals("amd64") || machine.equals("x86_64"))) {
      return;
    }
    throw Problem.of(
            EmbeddedProblem.PLATFORM_NOT_SUPPORTED,
            "The embedded " + service + " does not run on " + system + " " + machine + ".",
            "Its bundled server is built for Linux on x86-64.",
            "Configure your own " + service + " server, or use a Linux x86-64 machine.")
        .raise();
  }
}
