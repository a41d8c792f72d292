package dev.crossfade.mapping.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every zone gives the answers of java.time: at random, and around every change of its clocks. */
class ZoneTableTest {

  private static final long DAY = 86_400_000_000L;

  @Test
  void agreesInEveryZone() {
    Random random = new Random(4711);
    for (String id : ZoneId.getAvailableZoneIds()) {
      ZoneId zone = ZoneId.of(id);
      for (int n = 0; n < 100; n++) {
        agree(zone, random.nextLong(-2_500_000_000_000_000L, 4_500_000_000_000_000L));
      }
      Instant from = Instant.parse("1890-01-01T00:00:00Z");
      for (ZoneOffsetTransition change = zone.getRules().nextTransition(from);
          change != null && change.getInstant().isBefore(Instant.parse("2040-01-01T00:00:00Z"));
          change = zone.getRules().nextTransition(change.getInstant())) {
        long at = Instants.micros(change.getInstant());
        for (long near : new long[] {-1, 0, 1, 1_800_000_000L, -1_800_000_000L, DAY, -DAY}) {
          agree(zone, at + near);
          agree(zone, at + near + change.getOffsetBefore().getTotalSeconds() * 1_000_000L);
          agree(zone, at + near + change.getOffsetAfter().getTotalSeconds() * 1_000_000L);
        }
      }
    }
  }

  private static void agree(ZoneId zone, long micros) {
    ZoneTable table = ZoneTable.of(zone.getId());
    LocalTimestamp local = new LocalTimestamp(micros);
    Instant instant = Instants.of(micros);
    Instant expected = local.clock().atZone(zone).toInstant();
    LocalTimestamp clock = LocalTimestamp.of(LocalDateTime.ofInstant(instant, zone));
    if (!table.instant(local).equals(expected) || !table.clock(instant).equals(clock)) {
      assertThat(table.instant(local)).as("%s %d", zone, micros).isEqualTo(expected);
      assertThat(table.clock(instant)).as("%s %d", zone, micros).isEqualTo(clock);
    }
  }
}
