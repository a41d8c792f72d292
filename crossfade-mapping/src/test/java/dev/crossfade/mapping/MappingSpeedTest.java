package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A mapping of the usual size stays cheap; CPU time, so that a busy machine does not matter; every
 * telephone number is new to the cache.
 */
class MappingSpeedTest {

  @Test
  void aContactTakesMicroseconds() {
    Tables tables = Tables.withId();
    for (String column :
        List.of(
            "mail text",
            "phone text",
            "region text",
            "first text",
            "last text",
            "score decimal(12,2)",
            "status enum:new|won",
            "tags array<text>",
            "created timestamptz!",
            "city text",
            "url text")) {
      tables.source(column);
    }
    CompiledMapping mapping =
        tables
            .target("email text(320)", "email(mail)")
            .target("phone text", "phone(phone, 'DE')")
            .target("region text", "taxonomyOr('region', region, 'OTHER')")
            .target("name text", "collapseSpaces(orElse(first, '') + ' ' + orElse(last, ''))")
            .target("score decimal(14,2)", "score == null ? null : score * 2")
            .target("status enum:new|won", "status")
            .target("tags array<text>", "tags")
            .target("created timestamptz!", "created")
            .target("city text", "city")
            .target("url text", "url")
            .target("host text", "urlHost(url)")
            .check("score", "score == null || score >= 0")
            .compile();
    Object[] target = new Object[12];
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 8; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int n = 0; n < 40_000; n++) {
        Object[] row = {
          (long) n,
          "User" + n + "@Example.COM ",
          "030 " + (90000000 + round * 40_000 + n),
          "Europe",
          "Ada",
          "Lovelace",
          new BigDecimal("12.50"),
          "new",
          List.of("a", "b"),
          1_700_000_000_000_000L,
          "Berlin",
          "https://shop.example/a?utm_source=x"
        };
        if (mapping.apply(row, target) != RowResult.MAPPED) {
          throw new AssertionError("row " + n);
        }
      }
      best =
          Math.min(
              best,
              (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
                  / 40_000.0
                  / 1000);
    }
    System.out.printf("mapping a contact: %.2f us of CPU per row%n", best);
    assertThat(best).isLessThan(20);
  }
}
