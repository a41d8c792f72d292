package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.loaded;
import static dev.crossfade.jdbc.target.TargetFixture.moved;
import static dev.crossfade.jdbc.target.TargetFixture.publish;
import static dev.crossfade.jdbc.target.TargetFixture.row;
import static dev.crossfade.jdbc.target.TargetFixture.set;
import static dev.crossfade.jdbc.target.TargetFixture.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables without a key: rows are added, and one equal copy is removed for each removal. */
class AppendOnlyTest {

  private static final TargetFixture fixture = new TargetFixture();

  private final EntityShape event =
      shape(
          "event",
          List.of(),
          Column.of("kind", TargetFixture.TEXT),
          Column.of("amount", LogicalType.Decimal.UNCONSTRAINED),
          Column.of("data", new LogicalType.Json()));

  private static EntityWrite write(
      List<EntityWrite.PositionedRow> appends, List<@Nullable Object[]> removals) {
    return new EntityWrite(
        "event", EntityWrite.Reset.KEEP, List.of(), List.of(), appends, removals);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void rows_are_added_and_removed_one_copy_at_a_time(int copies) {
    String migration = "append-" + copies;
    try (TargetDatabase target = fixture.prepared(migration, event);
        Applier applier = target.openApplier("crm")) {
      Object[] old = row("open", null, "{\"a\": 1, \"b\": 2}");
      loaded(target, event, old, old, row("open", null, null));
      publish(target, event);
      StreamState state = applier.own("t", 0);
      List<EntityWrite.PositionedRow> appends = new ArrayList<>();
      for (int i = 0; i < copies; i++) {
        appends.add(set(3, "click", new java.math.BigDecimal("1.50"), null));
      }

      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        session.write(write(appends, List.of()));
        session.write(
            write(
                List.of(),
                List.of(
                    row("open", null, "{\"b\":2,\"a\":1}"),
                    row("click", new java.math.BigDecimal("1.5"), null),
                    row("nobody", null, null))));
        Committed.done(session.commit(1));
      }

      assertThat(
              fixture.query(
                  "SELECT kind, data IS NULL, count(*), max(_cf_position) FROM append_"
                      + copies
                      + "_prod.event GROUP BY 1, 2 ORDER BY 1, 2"))
          .containsExactlyElementsOf(
              copies == 1
                  ? List.of("open|f|1|null", "open|t|1|null")
                  : List.of(
                      "click|t|199|" + TargetFixture.at(3).encoded(),
                      "open|f|1|null",
                      "open|t|1|null"));
    }
  }
}
