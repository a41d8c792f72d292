package dev.crossfade.engine.preflight;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.cutover.PauseForecast;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.preflight.SafetyGates;
import dev.crossfade.core.preflight.StateGates;
import dev.crossfade.core.preflight.TrafficGates;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.TrafficSpec;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.Fence;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the record in force and at the gateways, and at how long writes would wait. */
final class TrafficLook {

  private static final PauseForecast UNMEASURED =
      new PauseForecast(Duration.ZERO, Duration.ofDays(1), 0, 0, Duration.ZERO, Duration.ZERO);

  private final PreflightInputs inputs;
  private final TrafficSpec traffic;
  private final String group;
  private final Side from;
  private @Nullable List<GatewaySign> signs;

  TrafficLook(PreflightInputs inputs, Side from) {
    this.inputs = inputs;
    this.traffic = inputs.spec().traffic();
    this.group = traffic.group(inputs.spec().name());
    this.from = from;
  }

  void look(Looks looks) {
    looks.at(Item.KEY.word(), () -> StateGates.key(key()));
    looks.at(
        Item.GATEWAYS.word(),
        () ->
            TrafficGates.gateways(
                traffic.gateways() == null
                    ? TrafficGates.Expected.NONE
                    : TrafficGates.Expected.SOME,
                record(),
                signs(),
                traffic.routes(),
                from));
    if (from == Side.LEGACY) {
      looks.at(
          Item.CANARY.word(),
          () ->
              TrafficGates.canary(record(), traffic.routes(), inputs.spec().cutover().canaries()));
      looks.at(Item.VERSIONS.word(), () -> SafetyGates.versions(signs(), inputs.build()));
    }
    looks.at(Item.CLOCKS.word(), () -> TrafficGates.clocks(signs()));
  }

  /** What they said last, asked for once: all items are about the same moment. */
  private List<GatewaySign> signs() {
    List<GatewaySign> known = signs;
    if (known == null) {
      known = inputs.routes().gateways(group);
      signs = known;
    }
    return known;
  }

  private RouteRecord record() {
    return inputs
        .routes()
        .read(group)
        .map(RecordSeal::peek)
        .orElseGet(() -> RouteRecord.initial(group));
  }

  private StateGates.Key key() {
    NoteKey key = inputs.key();
    if (key == null) {
      return StateGates.Key.NONE;
    }
    Optional<String> note = inputs.routes().read(group);
    try {
      note.ifPresent(text -> RecordSeal.open(text, group, List.of(key)));
      return StateGates.Key.RIGHT;
    } catch (IllegalArgumentException e) {
      return StateGates.Key.OTHER;
    }
  }

  /**
   * Measures how long writes would wait.
   *
   * @param fences of the side that clients leave
   */
  PauseForecast forecast(Looks looks, Collection<Fence> fences) throws InterruptedException {
    Duration longest = Duration.ofMillis(inputs.spec().cutover().maxWritePauseMillis());
    try {
      PauseForecast measured = new Forecast(inputs).measure(signs(), fences, from);
      looks.at(Item.PAUSE.word(), () -> TrafficGates.pause(measured, longest));
      return measured;
    } catch (ProblemException e) {
      looks.at(
          Item.PAUSE.word(),
          () -> {
            throw e;
          });
      return UNMEASURED;
    }
  }
}
