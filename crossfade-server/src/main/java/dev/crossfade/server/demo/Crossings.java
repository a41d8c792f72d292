package dev.crossfade.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.oracle.client.LiveClients;

/**
 * Asks the server to move the clients, and waits until that is over.
 *
 * @param migration as the interface has it
 * @param clients who are moved
 */
record Crossings(RemoteMigration migration, LiveClients clients) {

  /**
   * Moves the clients.
   *
   * @param there the phase in which they are where they are to go: {@code WINDOW} or {@code LIVE}
   */
  Crossed move(Phase there, Pursuit pursuit) throws InterruptedException {
    clients.longestLatelyMillis();
    JsonNode asked = migration.ask(there == Phase.WINDOW ? "cut-over" : "roll-back");
    JsonNode end = pursuit.end(asked);
    String state = end.path("state").asText();
    Moment moment = migration.look();
    long longest = clients.longestLatelyMillis();
    return moment.crossing().crossed(state.equals("SUCCEEDED"), longest, end.path("why").asText());
  }
}
