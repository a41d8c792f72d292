package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.it.kills.Blow.Deed;
import dev.crossfade.it.kills.Blow.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Whoever else takes part is killed or cut off, and the server is frozen for longer than it may.
 */
final class OtherBlows {

  private final Places at;
  private final List<Blow> blows = new ArrayList<>();

  private OtherBlows(Places at) {
    this.at = at;
  }

  static List<Blow> all(Places at) {
    OtherBlows all = new OtherBlows(at);
    all.frozen();
    all.told();
    all.takenBack();
    all.gateways();
    all.workers();
    all.there();
    all.back();
    return all.blows;
  }

  private void frozen() {
    freeze("C3", "hold published", End.BACK, at.held());
    freeze("R4", "fence rising", End.BACK, at.targetFence("RISING"));
    freeze("C4", "fence rising", End.BACK, at.crmFence("RISING"));
    freeze("R8", "switched", End.ACROSS, at.switched());
    freeze("C8", "about to switch", End.BACK, at.fact("return.mark", ""));
    freeze("C8", "switched", End.ACROSS, at.switched());
  }

  private void freeze(String step, String where, End end, Supplier<Stop> stop) {
    add(step, "server frozen: " + where, end, Blow.RETRYABLE, Deeds.serverFrozen(), stop);
  }

  private void told() {
    tell("C4", "marker written", Side.LEGACY, End.BACK, at.crmFence("RAISED"));
    tell("C7", "turned", Side.LEGACY, End.BACK, at.fact("direction", "return"));
    tell("C8", "switched", Side.NEW, End.ACROSS, at.switched());
    tell("R4", "marker written", Side.NEW, End.BACK, at.targetFence("RAISED"));
  }

  private void tell(String step, String where, Side writes, End end, Supplier<Stop> stop) {
    Deed told = Deeds.serverTold(writes);
    add(step, "server told to end: " + where, end, Blow.RETRYABLE, told, stop);
  }

  private void takenBack() {
    Deed deed = Deeds.takenBack();
    add("C4", "taken back: marker written", End.BACK, Blow.NONE, deed, at.crmFence("RAISED"));
    add(
        "R5",
        "taken back: catching up",
        End.BACK,
        Blow.NONE,
        deed,
        at.targetFence("RISING"),
        at.catchingUp(Side.LEGACY));
    add(
        "C6",
        "taken back: comparing",
        End.BACK,
        Blow.NONE,
        deed,
        at.crmFence("RAISED"),
        at.comparing(Side.NEW));
    Deed late = Deeds.takenBackTooLate();
    add("C8", "taken back too late: switched", End.ACROSS, Blow.NONE, late, at.switched());
  }

  /** Clients of a gateway that is killed are cut off, whatever they ask for. */
  private void gateways() {
    Deed killed = Deeds.gatewayKilled();
    add("C3", "gateway killed: hold published", End.EITHER, Blow.ANY, killed, at.held());
    add("C4", "gateway killed: fence rising", End.EITHER, Blow.ANY, killed, at.crmFence("RISING"));
    add("C8", "gateway killed: switched", End.ACROSS, Blow.ANY, killed, at.switched());
    add("C9", "gateway killed: not opened", End.ACROSS, Blow.ANY, killed, at.targetFence("OPEN"));
    add(
        "R4",
        "gateway killed: fence rising",
        End.EITHER,
        Blow.ANY,
        killed,
        at.targetFence("RISING"));
  }

  private void workers() {
    Deed killed = Deeds.workerKilled();
    add(
        "C5",
        "worker killed: catching up",
        End.EITHER,
        Blow.NONE,
        killed,
        at.helped(at.crmFence("RISING")),
        at.catchingUp(Side.NEW));
    add(
        "C6",
        "worker killed: comparing",
        End.EITHER,
        Blow.NONE,
        killed,
        at.helped(at.crmFence("RAISED")),
        at.comparing(Side.NEW));
  }

  private void there() {
    Deed back = Deeds.killedFor(services -> services.kafka, Side.LEGACY);
    add("C4", "CRM killed", End.EITHER, Blow.ANY, Deeds.killed(s -> s.crm), at.crmFence("RISING"));
    add("C4", "ads killed", End.EITHER, Blow.ANY, Deeds.killed(s -> s.ads), at.crmFence("RISING"));
    add(
        "C5",
        "Kafka and Connect killed",
        End.BACK,
        Blow.RETRYABLE,
        back,
        at.crmFence("RISING"),
        at.catchingUp(Side.NEW));
    add(
        "C5",
        "target killed",
        End.BACK,
        Blow.RETRYABLE,
        Deeds.killedFor(s -> s.target, Side.LEGACY),
        at.crmFence("RISING"),
        at.catchingUp(Side.NEW));
    add(
        "C7",
        "target killed",
        End.EITHER,
        Blow.ANY,
        Deeds.killed(s -> s.target),
        at.fact("direction", "return"));
    add(
        "C8",
        "answer of the control store lost",
        End.ACROSS,
        Blow.RETRYABLE,
        Deeds.controlAnswerLost(),
        at.switched());
    add(
        "C8",
        "control store cut off",
        End.EITHER,
        Blow.RETRYABLE,
        Deeds.controlCut(),
        at.switched());
    add(
        "C9",
        "target killed",
        End.ACROSS,
        Blow.ANY,
        Deeds.killed(s -> s.target),
        at.targetFence("OPEN"));
    add(
        "C9",
        "CRM killed",
        End.ACROSS,
        Blow.RETRYABLE,
        Deeds.killed(s -> s.crm),
        at.targetFence("OPEN"));
  }

  private void back() {
    Deed forth = Deeds.killedFor(services -> services.kafka, Side.NEW);
    add(
        "R4",
        "target killed",
        End.EITHER,
        Blow.ANY,
        Deeds.killed(s -> s.target),
        at.targetFence("RISING"));
    add(
        "R5",
        "Kafka and Connect killed",
        End.BACK,
        Blow.RETRYABLE,
        forth,
        at.targetFence("RISING"),
        at.catchingUp(Side.LEGACY));
    add(
        "R5",
        "CRM killed",
        End.BACK,
        Blow.RETRYABLE,
        Deeds.killedFor(s -> s.crm, Side.NEW),
        at.targetFence("RISING"),
        at.catchingUp(Side.LEGACY));
    add(
        "R8",
        "answer of the control store lost",
        End.ACROSS,
        Blow.RETRYABLE,
        Deeds.controlAnswerLost(),
        at.switched());
    add("R9", "CRM killed", End.ACROSS, Blow.ANY, Deeds.killed(s -> s.crm), at.crmFence("OPEN"));
    add("R9", "ads killed", End.ACROSS, Blow.ANY, Deeds.killed(s -> s.ads), at.crmFence("OPEN"));
  }

  @SafeVarargs
  private final void add(
      String step, String what, End end, Set<String> failures, Deed deed, Supplier<Stop>... stops) {
    Side to = step.startsWith("C") ? Side.NEW : Side.LEGACY;
    blows.add(new Blow(step, what, to, List.of(stops), deed, end, failures));
  }
}
