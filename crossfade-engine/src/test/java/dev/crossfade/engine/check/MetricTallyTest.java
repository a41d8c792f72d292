package dev.crossfade.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.core.spec.MetricSpec.Aggregate;
import dev.crossfade.core.spec.MetricSpec.Grain;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Figures that were calculated by hand. */
class MetricTallyTest {
  private static final TableSchema TABLE =
      TableSchema.of(
          new TableId("m", "t"),
          List.of(
              Column.of("at", new LogicalType.TimestampTz()),
              Column.of("page", LogicalType.Text.UNBOUNDED),
              Column.of("cost", new LogicalType.Decimal(12, 2))),
          List.of());

  private static @Nullable Object[] row(
      @Nullable String at, @Nullable String page, @Nullable String cost) {
    return new @Nullable Object[] {
      at == null ? null : Instant.parse(at).toEpochMilli() * 1_000,
      page,
      cost == null ? null : new BigDecimal(cost)
    };
  }

  private static final List<@Nullable Object[]> ROWS =
      List.of(
          row("2026-11-01T23:59:59.999Z", "a", "0.10"),
          row("2026-11-02T00:00:00Z", "a", "0.20"),
          row("2026-11-02T00:30:00Z", "b", "1.00"),
          row("1969-12-31T23:00:00Z", null, null),
          row(null, "b", "-0.05"));

  private static Map<String, BigDecimal> figures(
      Aggregate measure, String column, String by, Grain grain, Map<String, List<String>> where) {
    MetricSpec.Declared said = new MetricSpec.Declared(measure, column, by, grain, where);
    MetricTally one = new MetricTally(said, TABLE);
    MetricTally other = new MetricTally(said, TABLE);
    ROWS.subList(0, 2).forEach(one::add);
    ROWS.subList(2, 5).forEach(other::add);
    one.merge(other);
    return one.figures();
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  @Test
  void countsByDayAndHour() {
    assertThat(figures(Aggregate.COUNT, "", "at", Grain.DAY, Map.of()))
        .containsOnly(
            Map.entry("2026-11-01", number("1")),
            Map.entry("2026-11-02", number("2")),
            Map.entry("1969-12-31", number("1")),
            Map.entry("NULL", number("1")));
    assertThat(figures(Aggregate.COUNT, "", "at", Grain.HOUR, Map.of()))
        .containsKeys("2026-11-01T23:00", "2026-11-02T00:00", "1969-12-31T23:00");
  }

  @Test
  void sumsAreExact() {
    assertThat(figures(Aggregate.SUM, "cost", "", Grain.VALUE, Map.of()))
        .containsOnly(Map.entry("all", number("1.25")));
    assertThat(figures(Aggregate.SUM, "cost", "page", Grain.VALUE, Map.of()))
        .containsOnly(Map.entry("a", number("0.30")), Map.entry("b", number("0.95")));
  }

  @Test
  void valuesAreToldApartAcrossReaders() {
    assertThat(figures(Aggregate.DISTINCT, "page", "", Grain.VALUE, Map.of()))
        .containsOnly(Map.entry("all", number("2")));
  }

  @Test
  void onlyRowsWithCertainValues() {
    assertThat(figures(Aggregate.COUNT, "", "", Grain.VALUE, Map.of("cost", List.of("1"))))
        .containsOnly(Map.entry("all", number("1")));
    assertThat(figures(Aggregate.COUNT, "", "", Grain.VALUE, Map.of("page", List.of("null", "a"))))
        .containsOnly(Map.entry("all", number("3")));
    assertThat(figures(Aggregate.COUNT, "", "", Grain.VALUE, Map.of("page", List.of("c"))))
        .isEmpty();
  }

  @Test
  void valuesAreNotToldApartWithoutEnd() {
    MetricSpec.Declared said =
        new MetricSpec.Declared(Aggregate.DISTINCT, "page", "", Grain.VALUE, Map.of());
    MetricTally one = new MetricTally(said, TABLE);
    MetricTally other = new MetricTally(said, TABLE);
    for (int i = 0; i < MetricTally.MOST_VALUES; i++) {
      one.add(row(null, "p" + i, null));
    }
    assertThat(one.crowded()).isFalse();
    other.add(row(null, "q", null));
    one.merge(other);
    assertThat(one.crowded()).isTrue();
    one.add(row(null, "r", null));
    assertThat(one.figures().get("all")).isEqualTo(number("" + (MetricTally.MOST_VALUES + 1)));
  }
}
