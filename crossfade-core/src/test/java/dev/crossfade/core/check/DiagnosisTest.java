package dev.crossfade.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("m", "t"),
          List.of(
              Column.of("id", new LogicalType.Int(64)).notNull(),
              Column.of("name", LogicalType.Text.UNBOUNDED),
              Column.of("at", new LogicalType.TimestampTz()),
              Column.of("amount", new LogicalType.Decimal(12, 2))),
          List.of("id"));

  private static Object[] row(long id, @Nullable String name, String at, String amount) {
    Instant instant = Instant.parse(at);
    long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    return new Object[] {id, name, micros, new BigDecimal(amount)};
  }

  private static final Object[] RIGHT = row(1, "Zoë Müller", "2026-03-01T10:20:30.123456Z", "9.95");

  private static RowPair pair(Object @Nullable [] expected, Object @Nullable [] observed) {
    Object[] any = expected == null ? observed : expected;
    return new RowPair(Key.of(any[0]), "id=" + any[0], expected, observed);
  }

  private static List<String> damages(RowPair... pairs) {
    return Diagnosis.of(TABLE, List.of(pairs)).stream()
        .map(found -> found.name() + " " + found.column() + " " + found.damage())
        .toList();
  }

  private static String damage(int column, @Nullable Object observed) {
    Object[] wrong = RIGHT.clone();
    wrong[column] = observed;
    return Diagnosis.of(TABLE, List.of(pair(RIGHT, wrong))).get(0).damage().name();
  }

  private static long at(String text) {
    return (Long) row(1, "", text, "1")[2];
  }

  @Test
  void texts() {
    assertThat(damage(1, null)).isEqualTo("NULLED");
    assertThat(damage(1, "Zoë Mü")).isEqualTo("TRUNCATED");
    assertThat(damage(1, "ZoÃ« MÃ¼ller")).isEqualTo("MOJIBAKE");
    assertThat(damage(1, "Zo? M?ller")).isEqualTo("MOJIBAKE");
    assertThat(damage(1, "Zo\ufffd M\ufffdller")).isEqualTo("MOJIBAKE");
    assertThat(damage(1, "Zoe")).isEqualTo("CHANGED");
  }

  @Test
  void times() {
    assertThat(damage(2, at("2026-03-01T10:20:30.123Z"))).isEqualTo("LOST_FRACTION");
    assertThat(damage(2, at("2026-03-01T10:20:30Z"))).isEqualTo("LOST_FRACTION");
    assertThat(damage(2, at("2026-03-01T09:20:30.123456Z"))).isEqualTo("WRONG_ZONE");
    assertThat(damage(2, at("2026-03-01T15:50:30.123456Z"))).isEqualTo("WRONG_ZONE");
    assertThat(damage(2, at("2026-03-09T10:20:30.123456Z"))).isEqualTo("CHANGED");
    assertThat(damage(2, at("2026-02-09T10:20:30.123456Z"))).isEqualTo("STALE");
  }

  @Test
  void numbers() {
    assertThat(damage(3, new BigDecimal("9.9"))).isEqualTo("LOST_FRACTION");
    assertThat(damage(3, new BigDecimal("10.00"))).isEqualTo("LOST_FRACTION");
    assertThat(damage(3, new BigDecimal("9.94"))).isEqualTo("CHANGED");
  }

  @Test
  void wholeRows() {
    Object[] other = row(2, "B", "2026-03-01T00:00:00Z", "1");

    assertThat(damages(pair(RIGHT, null), pair(null, other)))
        .containsExactly("id=1  MISSING", "id=2  EXTRA");
  }

  @Test
  void valuesThatTwoRowsHaveExchanged() {
    Object[] one = row(1, "A", "2026-03-01T00:00:00Z", "1");
    Object[] two = row(2, "B", "2026-03-01T00:00:00Z", "1");
    Object[] oneNow = row(1, "B", "2026-03-01T00:00:00Z", "1");
    Object[] twoNow = row(2, "A", "2026-03-01T00:00:00Z", "1");

    assertThat(damages(pair(one, oneNow), pair(two, twoNow)))
        .containsExactly("id=1 name SWAPPED", "id=2 name SWAPPED");
    assertThat(damages(pair(one, oneNow))).containsExactly("id=1 name CHANGED");
  }

  @Test
  void aRowAsItOnceWas() {
    Object[] now = row(1, "new", "2026-03-05T00:00:01Z", "2");
    Object[] once = row(1, "old", "2026-03-01T00:00:00Z", "1");

    assertThat(damages(pair(now, once)))
        .containsExactly("id=1 name STALE", "id=1 at STALE", "id=1 amount STALE");
  }
}
