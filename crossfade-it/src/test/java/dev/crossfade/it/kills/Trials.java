package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tries one case after the other on one stage, and keeps what came out of each. */
final class Trials {

  /** Within which all is as it should be once everything that was killed runs again. */
  private static final Duration HEALED = Duration.ofSeconds(30);

  private static final Duration REACHED = Duration.ofSeconds(60);
  private static final Duration SETTLED = Duration.ofSeconds(90);

  private final Stage stage;
  private final List<String> table = new ArrayList<>();

  Trials(Stage stage) {
    this.stage = stage;
  }

  /** One line each: step, what was done, what came out. */
  List<String> table() {
    return table;
  }

  /** Tries one. */
  void run(Blow blow) throws Exception {
    List<String> told = new ArrayList<>();
    long begun = System.nanoTime();
    List<String> wrong;
    try {
      settle(blow.to().other());
      wrong = tried(blow, told);
    } catch (Exception | AssertionError e) {
      keep(line(blow, "FAILED " + e.getMessage(), told, begun));
      throw e;
    }
    keep(line(blow, wrong.isEmpty() ? "as it should be" : "WRONG " + wrong, told, begun));
    if (!wrong.isEmpty()) {
      throw new AssertionError(blow.name() + ": " + wrong + "; " + told);
    }
  }

  private void keep(String line) {
    table.add(line);
    System.out.println(line);
  }

  private static String line(Blow blow, String result, List<String> told, long begun) {
    long seconds = (System.nanoTime() - begun) / 1_000_000_000L;
    return "| "
        + blow.step()
        + " | "
        + blow.what()
        + " | "
        + result
        + " | "
        + String.join("; ", told)
        + " | "
        + seconds
        + " s |";
  }

  /** Nothing is left of the case before, and clients are where this one begins. */
  private void settle(Side from) throws Exception {
    if (!stage.server.alive()) {
      stage.restartServer();
    }
    if (stage.rest(SETTLED, Side.values()) != from) {
      stage.move(from);
    }
  }

  private List<String> tried(Blow blow, List<String> told) throws Exception {
    try (Witnesses witnesses =
        Witnesses.begin(stage.trial, stage.places, stage.processes.address())) {
      List<String> wrong = new ArrayList<>(witnesses.wrong(blow.to().other()));
      long before = stage.lookout.record().epoch();
      Stop stop = reached(blow);
      Blow.Aftermath aftermath = blow.deed().strike(stage, stop);
      long healed = System.nanoTime();
      Side end = stage.rest(HEALED, blow.ends());
      told.add("%s after %.1f s".formatted(end == blow.to() ? "across" : "back", seconds(healed)));
      wrong.addAll(witnesses.wrong(end));
      wrong.addAll(aftermath.look());
      if (stage.lookout.record().epoch() < before) {
        wrong.add("the record went back");
      }
      Map<String, Long> failures = witnesses.failures();
      failures(blow, failures, witnesses, told, wrong);
      if (end != blow.to()) {
        told.add("again: " + stage.move(blow.to()));
        wrong.addAll(witnesses.wrong(blow.to()));
      }
      if (!witnesses.failures().equals(failures)) {
        wrong.add("requests failed of the undisturbed attempt: " + witnesses.failures());
      }
      wrong.addAll(witnesses.verdict());
      told.add(
          "requests %d, probe %s, longest wait %d ms"
              .formatted(
                  witnesses.figures().requests(),
                  witnesses.probed().accepted(),
                  witnesses.figures().maxStallMillis()));
      return wrong;
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void failures(
      Blow blow,
      Map<String, Long> failures,
      Witnesses witnesses,
      List<String> told,
      List<String> wrong) {
    if (!failures.isEmpty()) {
      told.add("failed: " + failures);
    }
    failures.keySet().stream()
        .filter(kind -> !blow.mayFail(kind))
        .forEach(
            kind ->
                wrong.add(
                    kind
                        + " failed: "
                        + failures.get(kind)
                        + ", "
                        + witnesses.figures().firstFailure()));
  }

  /** Asks for the move, and waits until whoever carries it out stands at the last place. */
  private Stop reached(Blow blow) throws Exception {
    Stop last = blow.stops().get(0).get();
    last.arm();
    // whoever asks may have to wait, too
    Thread asking = new Thread(() -> ask(blow.to()), "ask");
    asking.start();
    await(last);
    for (var each : blow.stops().subList(1, blow.stops().size())) {
      Stop next = each.get();
      try {
        next.arm();
      } finally {
        last.release(Stop.Fate.COMMITTED);
      }
      last = next;
      await(last);
    }
    return last;
  }

  /** What the case before has left may keep something of the list from passing for a moment. */
  private void ask(Side to) {
    long end = System.nanoTime() + REACHED.toNanos();
    try {
      int answer = Mover.NO_GO;
      while (answer == Mover.NO_GO && System.nanoTime() < end) {
        answer = stage.mover.ask(stage.processes.url(stage.owner), to);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(Stop stop) throws Exception {
    long end = System.nanoTime() + REACHED.toNanos();
    while (!stop.reached()) {
      if (System.nanoTime() > end) {
        stop.release(Stop.Fate.COMMITTED);
        throw new AssertionError(
            "nobody came to the "
                + stop
                + "; "
                + stage.lookout.why()
                + "; "
                + stage.mover.refusal()
                + "; "
                + String.join("\n", tail(stage.lookout.journal())));
      }
      Thread.sleep(5);
    }
  }

  private static List<String> tail(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - 8), lines.size());
  }
}
