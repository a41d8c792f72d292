package dev.crossfade.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Folded;
import dev.crossfade.core.change.Folded.Item;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entity {@code ad} has the unique column {@code title}. */
class RowWriterTest {

  private final Setting setting = new Setting();

  @BeforeEach
  void publish() throws InterruptedException {
    setting.ad("a", "t1");
    setting.ad("b", "t2");
    setting.ad("c", "t3");
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT)) {
      Setting.settle(run);
    }
    setting.takeOver();
  }

  private List<Object> refused(Item... items) {
    try (Applier applier = setting.target.openApplier("ads")) {
      StreamState state = applier.own("topic-1", 0);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        RowWriter writer = new RowWriter(session, "ad");
        writer.write(new Folded(false, List.of(), List.of(items), List.of(), List.of(), List.of()));
        session.commit(items.length);
        return writer.refused().stream().map(row -> row.item().row()[0]).toList();
      }
    }
  }

  private static Item row(Object... row) {
    Key key = Key.of(row[0]);
    return new Item(
        key,
        row,
        new EntityChange(
            "ad", 3, "ads", Op.UPDATE, key, key, row, null, key, Position.START, 0, null));
  }

  private List<String> rows() {
    return setting.target.production("ad").stream().map(Arrays::toString).sorted().toList();
  }

  @Test
  void values_that_change_places_are_no_conflict() {
    assertThat(refused(row("a", "t2", ""), row("b", "t3", ""), row("c", "t1", ""))).isEmpty();
    assertThat(rows()).containsExactly("[a, t2, ]", "[b, t3, ]", "[c, t1, ]");
  }

  @Test
  void values_change_places_although_another_row_is_refused_for_itself() {
    Item bad = row(null, "t9", "");
    assertThat(refused(row("a", "t2", ""), bad, row("b", "t1", ""))).containsOnlyNulls().hasSize(1);
    assertThat(rows()).containsExactly("[a, t2, ]", "[b, t1, ]", "[c, t3, bio]");
  }

  @Test
  void values_change_places_although_another_row_takes_a_value_that_is_taken() {
    assertThat(refused(row("a", "t2", ""), row("d", "t3", ""), row("b", "t1", "")))
        .containsExactly("d");
    assertThat(rows()).containsExactly("[a, t2, ]", "[b, t1, ]", "[c, t3, bio]");
  }

  @Test
  void a_chain_of_values_is_settled_in_any_order() {
    assertThat(
            refused(row("a", "t2", ""), row("b", "t3", ""), row("c", "t4", ""), row(null, "x", "")))
        .hasSize(1);
    assertThat(rows()).containsExactly("[a, t2, ]", "[b, t3, ]", "[c, t4, ]");
  }
}
