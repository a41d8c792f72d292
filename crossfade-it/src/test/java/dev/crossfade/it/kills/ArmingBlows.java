package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.it.kills.Blow.Deed;
import dev.crossfade.it.kills.Blow.End;
import dev.crossfade.it.kills.Stop.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Somebody is killed while the way back is armed: what is half made is taken back, or made whole.
 * No client may notice.
 */
final class ArmingBlows {

  private final Places at;
  private final List<Blow> blows = new ArrayList<>();

  private ArmingBlows(Places at) {
    this.at = at;
  }

  static List<Blow> all(Places at) {
    ArmingBlows all = new ArmingBlows(at);
    all.servers();
    all.services();
    return all.blows;
  }

  private void servers() {
    Deed lost = Deeds.serverKilled(Fate.LOST);
    Deed killed = Deeds.serverKilled(Fate.COMMITTED);
    add("server killed: slot half made", End.BACK, killed, at.slotHalfMade());
    add("server killed: slot made, and not remembered", End.BACK, lost, at.slotMade());
    add("server killed: slot made, and no connector", End.BACK, killed, at.slotMade());
    add("server killed: connector made", End.BACK, killed, at.connectorMade());
  }

  private void services() {
    Deed kafka = Deeds.killedFor(services -> services.kafka, Side.LEGACY);
    Deed target = Deeds.killed(services -> services.target);
    add("Kafka and Connect killed: slot made, and no connector", End.EITHER, kafka, at.slotMade());
    add("Kafka and Connect killed: connector made", End.EITHER, kafka, at.connectorMade());
    add("target killed: slot half made", End.EITHER, target, at.slotHalfMade());
    add("target killed: slot made, and no connector", End.EITHER, target, at.slotMade());
    add("target killed: connector made", End.EITHER, target, at.connectorMade());
  }

  private void add(String what, End end, Deed deed, Supplier<Stop> stop) {
    blows.add(new Blow("C2", what, Side.NEW, List.of(stop), deed, end, Blow.NONE));
  }
}
