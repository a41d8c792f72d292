package dev.crossfade.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.oracle.client.LiveClients;
import java.util.Map;
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
   * @param proof whether a way back was gone before
   */
  Crossed move(Phase there, Proof proof, Pursuit pursuit) throws InterruptedException {
    clients.longestLatelyMillis();
    String before = migration.look().crossing().begun();
    JsonNode end = pursuit.end(ask(there, proof));
    if (end.has("error")) {
      return new Crossed(false, -1, Map.of(), clients.longestLatelyMillis(), refusal(end));
    }
    boolean across = end.path("state").asText().equals("SUCCEEDED");
    long longest = clients.longestLatelyMillis();
    CrossingMoment told = told(before);
    String more = told.begun().equals(before) || told.why().isEmpty() ? "" : ", " + told.why();
    return told.crossed(across, longest, end.path("why").asText() + more);
  }

  /** Lets the checks of the data be asked, which the list wants to know; tells what they found. */
  String check(Pursuit pursuit) throws InterruptedException {
    JsonNode end = pursuit.end(migration.check());
    return end.has("error") ? refusal(end) : end.at("/result/verdict").asText();
  }

  /** Whether a way back was gone before. */
  enum Proof {
    /** It was, or nobody is moved to the new stack. */
    GIVEN,
    /** Nobody can have gone one: this is how it begins. */
    TO_COME
  }

  private JsonNode ask(Phase there, Proof proof) {
    if (there != Phase.WINDOW) {
      return migration.ask("roll-back");
    }
    return migration.ask(
        "cut-over", proof == Proof.TO_COME ? Map.of("unrehearsed", true) : Map.of());
  }

  private static String refusal(JsonNode end) {
    return end.at("/error/title").asText() + " " + end.at("/error/detail").asText();
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
