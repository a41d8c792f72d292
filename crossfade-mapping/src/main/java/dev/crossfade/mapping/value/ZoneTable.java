package dev.crossfade.mapping.value;

import dev.crossfade.core.schema.Temporals;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A zone's offsets for some hundred years as a table, with the answers of {@code java.time} but
 * without its calendar. Other years are left to {@code java.time}. Immutable; one per zone.
 */
public final class ZoneTable {

  private static final ConcurrentHashMap<String, ZoneTable> TABLES = new ConcurrentHashMap<>();

  private static final long FIRST = micros(LocalDateTime.of(1900, 1, 1, 0, 0));
  private static final long LAST = micros(LocalDateTime.of(2100, 1, 1, 0, 0));

  /** Microseconds of a bucket as a power of two: 25 days, shorter than the time between changes. */
  private static final int BUCKET = 41;

  private final ZoneId zone;
  private final Steps byClock;
  private final Steps byInstant;

  private ZoneTable(ZoneId zone) {
    this.zone = zone;
    ZoneRules rules = zone.getRules();
    List<ZoneOffsetTransition> transitions = transitions(rules);
    long[] offsets = new long[transitions.size() + 1];
    long[] clocks = new long[transitions.size()];
    long[] instants = new long[transitions.size()];
    offsets[0] = offset(rules.getOffset(Instants.of(FIRST).minusSeconds(172_800)));
    for (int i = 0; i < clocks.length; i++) {
      ZoneOffsetTransition change = transitions.get(i);
      offsets[i + 1] = offset(change.getOffsetAfter());
      instants[i] = Instants.micros(change.getInstant());
      clocks[i] = instants[i] + Math.max(offsets[i], offsets[i + 1]);
    }
    this.byClock = new Steps(clocks, offsets);
    this.byInstant = new Steps(instants, offsets);
  }

  /** The table of a zone that exists. */
  public static ZoneTable of(String zone) {
    ZoneTable known = TABLES.get(zone);
    return known != null
        ? known
        : TABLES.computeIfAbsent(zone, name -> new ZoneTable(ZoneId.of(name)));
  }

  private static List<ZoneOffsetTransition> transitions(ZoneRules rules) {
    List<ZoneOffsetTransition> found = new ArrayList<>();
    Instant from = Instants.of(FIRST).minusSeconds(172_800);
    Instant end = Instants.of(LAST).plusSeconds(172_800);
    ZoneOffsetTransition next = rules.nextTransition(from);
    while (next != null && next.getInstant().isBefore(end)) {
      found.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    return found;
  }

  /**
   * The instant at which clocks show a time. In a gap the clock is taken as not yet moved; of two
   * instants the earlier one.
   */
  public Instant instant(LocalTimestamp local) {
    long clock = local.micros();
    if (clock >= FIRST && clock < LAST) {
      return Instants.of(clock - byClock.offset(clock));
    }
    return Temporals.finite(clock) ? local.clock().atZone(zone).toInstant() : Instants.of(clock);
  }

  /** What clocks show at an instant. */
  public LocalTimestamp clock(Instant instant) {
    long micros = Instants.micros(instant);
    if (micros >= FIRST && micros < LAST) {
      return new LocalTimestamp(micros + byInstant.offset(micros));
    }
    return Temporals.finite(micros)
        ? LocalTimestamp.of(LocalDateTime.ofInstant(instant, zone))
        : new LocalTimestamp(micros);
  }

  private static long micros(LocalDateTime clock) {
    return Instants.micros(clock.toInstant(ZoneOffset.UTC));
  }

  private static long offset(ZoneOffset offset) {
    return offset.getTotalSeconds() * 1_000_000L;
  }

  /** Offsets that hold from one point to the next. */
  private static final class Steps {

    private final long[] points;
    private final long[] offsets;
    private final int[] before;

    Steps(long[] points, long[] offsets) {
      this.points = points;
      this.offsets = offsets;
      this.before = new int[(int) ((LAST - FIRST) >> BUCKET) + 1];
      int passed = 0;
      for (int bucket = 0; bucket < before.length; bucket++) {
        while (passed < points.length && points[passed] <= FIRST + ((long) bucket << BUCKET)) {
          passed++;
        }
        before[bucket] = passed;
      }
    }

    long offset(long at) {
      int step = before[(int) ((at - FIRST) >> BUCKET)];
      while (step < points.length && points[step] <= at) {
        step++;
      }
      return offsets[step];
    }
  }
}
