package dev.crossfade.engine.preflight;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.CutoverStep;
import dev.crossfade.core.cutover.PauseForecast;
import dev.crossfade.core.traffic.GatewaySign;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.reverse.ReverseState;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures what a pause is made of. */
final class Forecast {

  /** Gateways ask for the record five times a second. */
  private static final Duration RENEWAL = Duration.ofMillis(200);

  /** What comparing, opening and releasing take where no attempt has measured it. */
  private static final Duration ASSUMED = Duration.ofMillis(400);

  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final PreflightInputs inputs;

  Forecast(PreflightInputs inputs) {
    this.inputs = inputs;
  }

  /**
   * The pause that is to be expected now.
   *
   * @param fences of the side that clients leave
   * @param from that side
   */
  PauseForecast measure(Collection<GatewaySign> signs, Collection<Fence> fences, Side from)
      throws InterruptedException {
    Map<String, Reached> before = streams(from);
    long begun = System.nanoTime();
    Duration oldest = oldest(fences);
    inputs.pause().sleep(BETWEEN);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return forecast(signs, oldest, before, from, seconds);
  }

  private PauseForecast forecast(
      Collection<GatewaySign> signs,
      Duration oldest,
      Map<String, Reached> before,
      Side from,
      double seconds) {
    Map<String, Reached> now = streams(from);
    double perSecond = 0;
    long behind = 0;
    for (Map.Entry<String, Reached> each : now.entrySet()) {
      Reached first = before.getOrDefault(each.getKey(), each.getValue());
      double rate = (each.getValue().nextOffset() - first.nextOffset()) / seconds;
      perSecond += rate;
      behind += Math.round(rate * lag(each.getValue()));
    }
    Map<CutoverStep, Duration> last = last(from.other());
    Duration whole =
        new WholeComparisons(inputs.spec(), inputs.target().progress())
            .takes()
            .minus(last.getOrDefault(CutoverStep.COMPARE, Duration.ZERO));
    return new PauseForecast(
        renewal(signs),
        oldest,
        behind,
        perSecond,
        last.isEmpty() ? ASSUMED : last.values().stream().reduce(Duration.ZERO, Duration::plus),
        whole.isNegative() ? Duration.ZERO : whole);
  }

  private double lag(Reached stream) {
    Instant at = stream.markWrittenAt();
    return at == null
        ? 0
        : Math.max(0, Duration.between(at, inputs.clock().instant()).toMillis() / 1000.0);
  }

  /** The target follows the sources, or each of them follows the target. */
  private Map<String, Reached> streams(Side from) {
    Map<String, Reached> streams = new HashMap<>();
    if (from == Side.LEGACY) {
      ProgressStore progress = inputs.target().progress();
      for (String source : inputs.stacks().fences().keySet()) {
        progress.streamState(source).ifPresent(state -> streams.put(source, Reached.of(state)));
      }
    } else {
      inputs
          .stacks()
          .legacy()
          .forEach(
              (source, legacy) ->
                  legacy.state().ifPresent(state -> streams.put(source, Reached.of(state))));
    }
    return streams;
  }

  /** How far whoever follows has come. */
  private record Reached(long nextOffset, @Nullable Instant markWrittenAt) {
    static Reached of(StreamState state) {
      return new Reached(state.nextOffset(), state.markWrittenAt());
    }

    static Reached of(ReverseState state) {
      return new Reached(state.nextOffset(), state.markWrittenAt());
    }
  }

  /** One that has just spoken asks again after its interval at the latest. */
  private static Duration renewal(Collection<GatewaySign> signs) {
    return signs.stream()
        .filter(GatewaySign::counts)
        .map(GatewaySign::silent)
        .max(Duration::compareTo)
        .map(silent -> silent.compareTo(RENEWAL) > 0 ? silent : RENEWAL)
        .orElse(Duration.ZERO);
  }

  private static Duration oldest(Collection<Fence> fences) {
    return fences.stream()
        .map(fence -> new FenceLook(fence).oldest())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private Map<CutoverStep, Duration> last(Side to) {
    return MeasuredSteps.of(
        to, report(ProgressStore.CROSSED_TO + to.word()), report(ProgressStore.CROSSING));
  }

  private Optional<CrossingReport> report(String fact) {
    return inputs
        .target()
        .progress()
        .fact(fact)
        .filter(text -> !text.isEmpty())
        .map(CrossingReport::parse);
  }
}
