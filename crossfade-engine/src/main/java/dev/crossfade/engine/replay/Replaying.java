package dev.crossfade.engine.replay;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Replay;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The next part of a replay. */
final class Replaying {

  private final Replay replay;
  private final Mappings mappings;
  private final TargetDatabase target;
  private final ParkedPage page;

  Replaying(Replay replay, Mappings mappings, TargetDatabase target) {
    this.replay = replay;
    this.mappings = mappings;
    this.target = target;
    this.page = ParkedPage.read(target.quarantine(), replay);
  }

  /** Whether what there is to write can be written now; what nobody maps any more stays parked. */
  boolean possible() {
    Map<String, EntityState> states = target.progress().entityStates();
    return page.items().stream()
        .map(QuarantineItem::change)
        .filter(change -> mappings.find(change.mapping()).isPresent())
        .allMatch(change -> states.get(change.entity()) == EntityState.LIVE);
  }

  /** Writes and notes how far it is; how many rows were dealt with. */
  long write(
      StreamSession session, SnapshotReader reader, ChangeApplier changes, Position applied) {
    Map<Integer, List<QuarantineItem>> byMapping = new TreeMap<>();
    page.items()
        .forEach(
            item ->
                byMapping
                    .computeIfAbsent(item.change().mapping(), any -> new ArrayList<>())
                    .add(item));
    session.entityStates();
    long dealt = 0;
    long parked = 0;
    long absent = 0;
    long unmapped = 0;
    for (Map.Entry<Integer, List<QuarantineItem>> each : byMapping.entrySet()) {
      Numbered numbered = mappings.find(each.getKey()).orElse(null);
      if (numbered == null) {
        unmapped += each.getValue().size();
        continue;
      }
      Reading.Result result =
          new Reading(numbered, applied, session, changes).write(each.getValue(), reader);
      dealt += result.written().changes();
      parked += result.written().parked();
      absent += result.absent();
    }
    session.advance(
        replay,
        replay.further(
            page.cursor(),
            dealt - parked,
            parked + unmapped,
            absent,
            page.last() ? Replay.State.DONE : Replay.State.OPEN));
    return dealt;
  }
}
