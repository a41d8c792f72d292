package dev.crossfade.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.oracle.client.LiveClients;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server to move the clients, and waits until that is over.
 *
 * @param migration as the interface has it
 * @param clients who are moved
 */
record Crossings(RemoteMigration migration, LiveClients clients) {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * Moves the clients.
   *
   * @param there the phase in which they are where they are to go: {@code WINDOW} or {@code LIVE}
   */
  Crossed move(Phase there, Pursuit pursuit) throws InterruptedException {
    clients.longestLatelyMillis();
    String before = migration.look().crossing().begun();
    JsonNode asked = migration.ask(there == Phase.WINDOW ? "cut-over" : "roll-back");
    JsonNode end = pursuit.end(asked);
    boolean across = end.path("state").asText().equals("SUCCEEDED");
    long longest = clients.longestLatelyMillis();
    CrossingMoment told = told(before);
    String more = told.begun().equals(before) || told.why().isEmpty() ? "" : ", " + told.why();
    return told.crossed(across, longest, end.path("why").asText() + more);
  }

  /**
   * How it went, which the interface tells a moment later than that it is over: the one before, or
   * none, until then.
   */
  private CrossingMoment told(String before) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    CrossingMoment now = migration.look().crossing();
    while ((now.begun().isEmpty() || now.begun().equals(before)) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
      now = migration.look().crossing();
    }
    return now;
  }
}
