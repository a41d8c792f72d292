package dev.crossfade.core.spec;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * When clients may be moved to the new stack: on some days of the week, from a time of the day to
 * another. One that ends no later than it begins goes on into the next day.
 *
 * @param days on which it begins
 * @param from when it begins
 * @param to when it has ended
 * @param zone whose days and times these are, an IANA name
 */
public record ChangeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, String zone) {

  private static final int WEEK = 7;

  public ChangeWindow {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a window on no day never opens");
    }
    days = Set.copyOf(days);
  }

  /** Whether it is open. */
  public boolean open(Instant now) {
    LocalDate today = today(now);
    return begins(today.minusDays(1), now) || begins(today, now);
  }

  private boolean begins(LocalDate day, Instant now) {
    return days.contains(day.getDayOfWeek())
        && !now.isBefore(opens(day))
        && now.isBefore(ends(day));
  }

  /** When it opens next, if it is not open now. */
  public Instant next(Instant now) {
    LocalDate today = today(now);
    return LongStream.rangeClosed(0, WEEK)
        .mapToObj(today::plusDays)
        .filter(day -> days.contains(day.getDayOfWeek()))
        .map(this::opens)
        .filter(each -> each.isAfter(now))
        .findFirst()
        .orElseThrow();
  }

  private LocalDate today(Instant now) {
    return now.atZone(ZoneId.of(zone)).toLocalDate();
  }

  private Instant opens(LocalDate day) {
    return day.atTime(from).atZone(ZoneId.of(zone)).toInstant();
  }

  private Instant ends(LocalDate day) {
    LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
    return last.atTime(to).atZone(ZoneId.of(zone)).toInstant();
  }

  @Override
  public String toString() {
    String on = days.size() == WEEK ? "every day" : EnumSet.copyOf(days).toString();
    return on + " from " + from + " to " + to + " " + zone;
  }
}
