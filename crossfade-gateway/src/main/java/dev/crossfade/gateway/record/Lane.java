package dev.crossfade.gateway.record;

import dev.crossfade.core.traffic.RouteState;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A route as a record has it.
 *
 * @param state what the record says
 * @param heldUntil when its hold runs out, in nanoseconds of the gateway's clock
 * @param crossing how many writes are under way that were forwarded by it
 * @param cohorts what becomes of its reads
 */
public record Lane(RouteState state, long heldUntil, AtomicInteger crossing, Cohorts cohorts) {

  /** There is no hold. */
  public static final long NOT_HELD = Long.MIN_VALUE;
}
