package dev.crossfade.engine.preflight;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.preflight.SafetyGates;
import dev.crossfade.spi.cutover.HeadRoom;
import dev.crossfade.spi.cutover.RoomReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Looks at the room and at the clock of one database. */
final class RoomLook {

  private final Clock clock;
  private final long mostMegabytes;

  RoomLook(Clock clock, long mostMegabytes) {
    this.clock = clock;
    this.mostMegabytes = mostMegabytes;
  }

  /** The room first: what connecting takes would make it unclear what time it is. */
  void look(Looks looks, String name, HeadRoom room) {
    looks.at(Item.HEAD_ROOM.of(name), () -> room(name, room));
    looks.at(Item.CLOCKS.of(name), () -> clock(name, room));
  }

  private Gate room(String name, HeadRoom room) {
    RoomReport report = room.look(mostMegabytes);
    return SafetyGates.room(name, report.sentence(), report.limit(), report.problems());
  }

  /** It was some time between when it was asked and when it answered. */
  private Gate clock(String name, HeadRoom room) {
    Instant asked = clock.instant();
    Instant there = room.clock();
    Duration around = Duration.between(asked, clock.instant()).dividedBy(2);
    return SafetyGates.clock(name, Duration.between(asked.plus(around), there), around);
  }
}
