package dev.crossfade.server.demo;

import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.oracle.client.LiveClients;
import dev.crossfade.server.output.Words;
import dev.crossfade.server.view.VerifyView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the clients come to the new stack, back, and there again, while they ask without a pause. */
final class ClientStory {
  private static final Duration SHADOW = Duration.ofSeconds(6);
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final long LEAST_COMPARED = 50;
  private static final String PASSED = "PASSED";

  /** How many times longer it may take until so many are compared. */
  private static final int LONGER = 9;

  private final Narrator narrator;
  private final Demands demands;
  private final Pursuit pursuit;
  private final Scenery scenery;
  private final List<Crossed> crossings = new ArrayList<>();

  /**
   * What takes part.
   *
   * @param traffic applications and gateway
   * @param clients who ask
   * @param crossings by which they are moved
   */
  record Scenery(DemoTraffic traffic, LiveClients clients, Crossings crossings) {}

  ClientStory(Narrator narrator, Demands demands, Pursuit pursuit, Scenery scenery) {
    this.narrator = narrator;
    this.demands = demands;
    this.pursuit = pursuit;
    this.scenery = scenery;
  }

  /** Moves of the clients so far: there, back, and there again. */
  List<Crossed> crossings() {
    return List.copyOf(crossings);
  }

  /** False when it was stopped on the way, or could not go on. */
  boolean play() throws InterruptedException {
    return shadow()
        && canary()
        && checked()
        && cutOver()
        && window()
        && rollBack()
        && cutOverAgain();
  }

  private boolean shadow() throws InterruptedException {
    narrator.chapter(
        "Shadow",
        "Half of all reads are sent to the new application, too, and what both say is compared."
            + " Nobody waits for it.");
    if (!pursuit.follow(SHADOW)) {
      return false;
    }
    Mirrored mirrored = Mirrored.at(scenery.traffic().admin());
    for (int i = 0; i < LONGER && mirrored.compared() < LEAST_COMPARED; i++) {
      if (!pursuit.follow(SHADOW)) {
        return false;
      }
      mirrored = Mirrored.at(scenery.traffic().admin());
    }
    demands.that(
        mirrored.different() == 0 && mirrored.compared() >= LEAST_COMPARED,
        Words.count(mirrored.compared(), "answer")
            + " compared, "
            + Words.count(mirrored.different())
            + " differ");
    return true;
  }

  private boolean canary() throws InterruptedException {
    narrator.chapter(
        "Canary",
        "A growing share of the readers is answered by the new application. It is judged by errors"
            + " and latency, beside as many who are not.");
    CanaryRun.Mode end = new CanaryWatch(scenery.traffic(), narrator).run(pursuit);
    demands.that(end == CanaryRun.Mode.DONE, "all readers are answered by the new application");
    return end == CanaryRun.Mode.DONE;
  }

  private boolean checked() throws InterruptedException {
    narrator.chapter(
        "Checks", "What the specification wants to hold of the data is asked of both sides.");
    String verdict = scenery.crossings().check(pursuit);
    demands.that(verdict.equals(PASSED), "the checks of the data: " + verdict);
    return verdict.equals(PASSED);
  }

  private boolean cutOver() throws InterruptedException {
    narrator.chapter(
        "Cutover",
        "Writes are held in the gateway, the old databases are closed, what is under way arrives, is"
            + " compared, and writes go on at the new application. Nobody has gone back yet, which is"
            + " to be rehearsed: so that item of the list is passed over this once.");
    return moved(Phase.WINDOW, Crossings.Proof.TO_COME);
  }

  private boolean moved(Phase there, Crossings.Proof proof) throws InterruptedException {
    Crossed crossed =
        new Attempts(narrator::fact, () -> pursuit.follow(WINDOW))
            .of(() -> scenery.crossings().move(there, proof, pursuit));
    crossings.add(crossed);
    if (crossed.across()) {
      narrator.fact("Steps: " + steps(crossed));
      narrator.proof(
          crossed.withinGoal(),
          "the goal is that writes wait for less than "
              + Words.count(Crossed.GOAL_MILLIS)
              + " ms, and they waited "
              + Words.count(crossed.writePauseMillis())
              + " ms");
    }
    demands.that(
        crossed.across(),
        crossed.across()
            ? "the clients were moved; the longest that any of them waited for an answer was "
                + Words.count(crossed.longestWaitMillis())
                + " ms"
            : "the clients were not moved: " + crossed.why());
    return crossed.across();
  }

  private static String steps(Crossed crossed) {
    List<String> steps = new ArrayList<>();
    crossed.stepMillis().forEach((step, millis) -> steps.add(step + " " + millis + " ms"));
    return String.join(", ", steps);
  }

  private boolean window() throws InterruptedException {
    narrator.chapter(
        "The window",
        "The new application takes the writes now. Its database is followed, and the old ones are"
            + " kept ready to go back to.");
    long before = scenery.clients().figures().writes().getOrDefault("new", 0L);
    if (!pursuit.follow(WINDOW)) {
      return false;
    }
    long writes = scenery.clients().figures().writes().getOrDefault("new", 0L) - before;
    demands.that(
        writes > 0,
        Words.count(writes, "write") + " acknowledged by the new application meanwhile");
    return verified(Phase.WINDOW, "the old databases are what the new one says");
  }

  private boolean verified(Phase phase, String what) throws InterruptedException {
    List<Verdict> verdicts = pursuit.verify(phase).orElse(List.of());
    Verdict.Result result = new VerifyView("", "", verdicts).result();
    demands.that(result == Verdict.Result.EQUAL, "verdict " + result + ": " + what);
    return result == Verdict.Result.EQUAL;
  }

  private boolean rollBack() throws InterruptedException {
    narrator.chapter(
        "Rollback",
        "Somebody changes his mind. The same steps the other way round, and the old application has"
            + " everything that was written since.");
    return moved(Phase.LIVE, Crossings.Proof.GIVEN);
  }

  private boolean cutOverAgain() throws InterruptedException {
    narrator.chapter(
        "Cutover again",
        "And there once more, as often as anybody wants; now everything on the list has to pass.");
    if (!pursuit.follow(WINDOW.dividedBy(2))) {
      return false;
    }
    return moved(Phase.WINDOW, Crossings.Proof.GIVEN) && pursuit.follow(WINDOW.dividedBy(2));
  }
}
