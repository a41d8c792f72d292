package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.it.kills.Blow.End;
import dev.crossfade.it.kills.Stop.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The server is killed at each step, on the way there and on the way back. */
final class ServerBlows {

  private final Places at;
  private final List<Blow> blows = new ArrayList<>();

  private ServerBlows(Places at) {
    this.at = at;
  }

  static List<Blow> all(Places at) {
    ServerBlows all = new ServerBlows(at);
    all.there();
    all.back();
    return all.blows;
  }

  private void there() {
    Side to = Side.NEW;
    add("C0", "asked, and not recorded", to, Fate.LOST, End.BACK, Blow.NONE, at.entered("CUTOVER"));
    add(
        "C1",
        "asked, and recorded",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.NONE,
        at.entered("CUTOVER"));
    add(
        "C2",
        "armed, and not recorded",
        to,
        Fate.LOST,
        End.BACK,
        Blow.NONE,
        at.step("Done", "ARM_RETURN"));
    add("C3", "about to look", to, Fate.COMMITTED, End.BACK, Blow.NONE, at.step("Begun", "CROSS"));
    add("C3", "hold not published", to, Fate.LOST, End.BACK, Blow.NONE, at.held());
    add("C3", "hold published", to, Fate.COMMITTED, End.BACK, Blow.RETRYABLE, at.held());
    add("C4", "fence rising", to, Fate.COMMITTED, End.BACK, Blow.RETRYABLE, at.crmFence("RISING"));
    add("C4", "marker lost", to, Fate.LOST, End.BACK, Blow.RETRYABLE, at.crmFence("RAISED"));
    add(
        "C4",
        "marker written",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.crmFence("RAISED"));
    add(
        "C4",
        "somebody in flight",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.advertiserInFlight());
    add(
        "C5",
        "catching up",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.crmFence("RISING"),
        at.catchingUp(to));
    add(
        "C6",
        "comparing",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.crmFence("RAISED"),
        at.comparing(to));
    add(
        "C7",
        "not yet turned",
        to,
        Fate.LOST,
        End.BACK,
        Blow.RETRYABLE,
        at.fact("direction", "return"));
    add(
        "C7",
        "turned",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.fact("direction", "return"));
    add(
        "C7",
        "way back marked",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.fact("return.mark", ""));
    add("C8", "switch lost", to, Fate.LOST, End.BACK, Blow.RETRYABLE, at.switched());
    add("C8", "switched", to, Fate.COMMITTED, End.ACROSS, Blow.RETRYABLE, at.switched());
    add("C9", "not opened", to, Fate.LOST, End.ACROSS, Blow.RETRYABLE, at.targetFence("OPEN"));
    add("C9", "opened", to, Fate.COMMITTED, End.ACROSS, Blow.NONE, at.targetFence("OPEN"));
    add("C10", "release lost", to, Fate.LOST, End.ACROSS, Blow.NONE, at.released());
    add("C10", "released", to, Fate.COMMITTED, End.ACROSS, Blow.NONE, at.released());
    add("C10", "end not recorded", to, Fate.LOST, End.ACROSS, Blow.NONE, at.step("Done", "CROSS"));
  }

  private void back() {
    Side to = Side.LEGACY;
    add(
        "R0",
        "asked, and not recorded",
        to,
        Fate.LOST,
        End.BACK,
        Blow.NONE,
        at.entered("ROLLBACK"));
    add(
        "R3",
        "about to look",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.NONE,
        at.step("Begun", "CROSS_BACK"));
    add("R3", "hold published", to, Fate.COMMITTED, End.BACK, Blow.RETRYABLE, at.held());
    add(
        "R4",
        "fence rising",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.targetFence("RISING"));
    add(
        "R4",
        "marker written",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.targetFence("RAISED"));
    add(
        "R5",
        "catching up",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.targetFence("RISING"),
        at.catchingUp(to));
    add(
        "R6",
        "comparing",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.targetFence("RAISED"),
        at.comparing(to));
    add(
        "R7",
        "not yet turned",
        to,
        Fate.LOST,
        End.BACK,
        Blow.RETRYABLE,
        at.fact("direction", "forward"));
    add(
        "R7",
        "turned",
        to,
        Fate.COMMITTED,
        End.BACK,
        Blow.RETRYABLE,
        at.fact("direction", "forward"));
    add("R8", "switch lost", to, Fate.LOST, End.BACK, Blow.RETRYABLE, at.switched());
    add("R8", "switched", to, Fate.COMMITTED, End.ACROSS, Blow.RETRYABLE, at.switched());
    add(
        "R9",
        "one database opened",
        to,
        Fate.COMMITTED,
        End.ACROSS,
        Blow.RETRYABLE,
        at.crmFence("OPEN"));
    add("R10", "release lost", to, Fate.LOST, End.ACROSS, Blow.NONE, at.released());
    add("R10", "released", to, Fate.COMMITTED, End.ACROSS, Blow.NONE, at.released());
    add(
        "R10",
        "way back not retired",
        to,
        Fate.COMMITTED,
        End.ACROSS,
        Blow.NONE,
        at.step("Begun", "RETIRE_RETURN"));
  }

  @SafeVarargs
  private final void add(
      String step,
      String what,
      Side to,
      Fate fate,
      End end,
      Set<String> failures,
      Supplier<Stop>... stops) {
    blows.add(
        new Blow(
            step,
            "server killed: " + what,
            to,
            List.of(stops),
            Deeds.serverKilled(fate),
            end,
            failures));
  }
}
