package dev.crossfade.engine.cutover;

import dev.crossfade.core.cutover.SwitchProof;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.FenceStop;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether the side that is to take writes has everything that the other one had when it stopped.
 */
final class CatchUp {

  private final MigrationSpec spec;
  private final TargetDatabase target;
  private final Map<String, Fence> sources;
  private final ReturnPath back;

  CatchUp(MigrationSpec spec, TargetDatabase target, Map<String, Fence> sources, ReturnPath back) {
    this.spec = spec;
    this.target = target;
    this.sources = sources;
    this.back = back;
  }

  /**
   * Whether it has.
   *
   * @param stop of the other side; each database of it has its own of the same epoch
   */
  boolean done(Side to, FenceStop stop) {
    return to == Side.LEGACY ? back.returned(stop.mark()) : published(stop.epoch());
  }

  private boolean published(long epoch) {
    for (Map.Entry<String, Fence> source : sources.entrySet()) {
      Optional<FenceStop> stop = source.getValue().glance().stop();
      if (stop.isEmpty() || stop.get().epoch() < epoch) {
        return false;
      }
      Optional<StreamState> state = target.progress().streamState(source.getKey());
      if (state.isPresent() && state.get().mark() < stop.get().mark().number()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Marks of the sources behind everything that was written there; none while others write them.
   */
  Map<String, Long> stops(Side to) {
    Map<String, Long> marks = new TreeMap<>();
    if (to == Side.NEW) {
      sources.forEach(
          (source, fence) ->
              fence.glance().stop().ifPresent(stop -> marks.put(source, stop.mark().number())));
    }
    return marks;
  }

  /** Where the databases of the side stood still that gave the writes away. */
  List<SwitchProof.Stop> stood(Side to, Fence targetFence) {
    Map<String, Fence> fences = to == Side.NEW ? sources : Map.of("target", targetFence);
    List<SwitchProof.Stop> stops = new ArrayList<>();
    fences.forEach(
        (database, fence) ->
            fence
                .glance()
                .stop()
                .map(stop -> new SwitchProof.Stop(database, stop.mark().number(), stop.log()))
                .ifPresent(stops::add));
    return stops;
  }

  /** What keeps it from ever having everything, however long somebody waits. */
  List<String> hindrances(Side to) {
    List<String> why = new ArrayList<>();
    long most = to == Side.LEGACY ? 0 : spec.cutover().maxParked();
    long parked = to == Side.LEGACY ? back.unrestored() : target.quarantine().open();
    if (parked > most) {
      why.add(parked + " changes are parked, more than " + most);
    }
    ProgressStore progress = target.progress();
    sources
        .keySet()
        .forEach(
            source ->
                progress
                    .fact(ProgressStore.ALARM_OF_SOURCE + source)
                    .filter(alarm -> !alarm.isEmpty())
                    .ifPresent(alarm -> why.add("source " + source + ": " + alarm)));
    if (to == Side.NEW) {
      Map<String, EntityState> states = progress.entityStates();
      spec.entities().stream()
          .filter(entity -> states.get(entity.name()) != EntityState.LIVE)
          .forEach(entity -> why.add("entity " + entity.name() + " is not live"));
    }
    return why;
  }
}
