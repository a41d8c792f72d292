package dev.crossfade.bench.meter;

import java.util.Map;

/**
 * What a repetition took.
 *
 * @param seconds wall clock
 * @param processorSeconds by group of processes; {@link Meter#CLIENT} is who copies
 * @param peakBytes most memory in use at once by the child processes that copy; 0 when the copy ran
 *     in the harness's own process
 */
public record Cost(double seconds, Map<String, Double> processorSeconds, long peakBytes) {

  /** The same cost with another wall clock, for a part of a run. */
  public Cost lasting(double part) {
    return new Cost(part, processorSeconds, peakBytes);
  }

  /** Processor time of all groups. */
  public double total() {
    return processorSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
