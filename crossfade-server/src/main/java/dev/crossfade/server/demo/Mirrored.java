package dev.crossfade.server.demo;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the copies of reads were answered, as the gateway counts them.
 *
 * @param counts number of copies by outcome
 */
record Mirrored(Map<String, Long> counts) {
  private static final Pattern LINE =
      Pattern.compile(
          "crossfade_gateway_mirrored_total\\{[^}]*outcome=\"([a-z_]+)\"[^}]*\\} ([0-9.eE+]+)");

  Mirrored {
    counts = Map.copyOf(counts);
  }

  /** Asks the gateway. */
  static Mirrored at(URI admin) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(admin.resolve("/metrics")).build();
    try {
      return of(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.RUN_ENDED,
              "The gateway of the demonstration does not tell what it compared.",
              String.valueOf(e.getMessage()),
              "Look into the log.")
          .raise(e);
    }
  }

  static Mirrored of(String metrics) {
    Map<String, Long> counts = new HashMap<>();
    Matcher line = LINE.matcher(metrics);
    while (line.find()) {
      counts.merge(line.group(1), (long) Double.parseDouble(line.group(2)), Long::sum);
    }
    return new Mirrored(counts);
  }

  /** Answered the same by both. */
  long same() {
    return counts.getOrDefault("same", 0L);
  }

  /** Answered differently, beyond what the legacy stack differs in from itself. */
  long different() {
    return counts.getOrDefault("different", 0L);
  }

  /** Compared at all. */
  long compared() {
    return same()
        + different()
        + counts.getOrDefault("noise", 0L)
        + counts.getOrDefault("in_flight", 0L);
  }
}
