package dev.crossfade.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.LogicalType;
import org.junit.jupiter.api.Test;

/** What somebody typed is taken as it is, or not at all. */
class GivenTextTest {

  private static void takes(LogicalType type, String... texts) {
    assertThat(texts).allMatch(text -> GivenText.exact(type, text));
  }

  private static void refuses(LogicalType type, String... texts) {
    assertThat(texts).noneMatch(text -> GivenText.exact(type, text));
  }

  @Test
  void only_true_and_false_are_truths() {
    takes(new LogicalType.Bool(), "true", "false");
    refuses(new LogicalType.Bool(), "yes", "1", "TRUE", "");
  }

  @Test
  void numbers_may_be_written_in_other_ways_but_lose_nothing() {
    takes(new LogicalType.Int(64), "5", "-7", "+5");
    refuses(new LogicalType.Int(64), "5.0", "x");
    takes(new LogicalType.Floating(32), "0.5", "1", "NaN");
    refuses(new LogicalType.Floating(32), "16777217", "1d");
  }

  @Test
  void moments_lose_no_digits_and_no_zone() {
    takes(new LogicalType.Timestamp(), "2026-01-01T00:00", "2026-01-01T00:00:00");
    refuses(new LogicalType.Timestamp(), "2026-01-01T00:00:00.1234567", "2026-01-01T00:00Z");
    takes(new LogicalType.TimestampTz(), "2026-01-01T00:00:00Z");
    refuses(new LogicalType.TimestampTz(), "2026-01-01T00:00:00");
    refuses(new LogicalType.Time(), "25:99:00.000000", "12:00:00.5");
  }
}
