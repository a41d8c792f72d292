package dev.crossfade.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.engine.stream.ChangeMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The titles of {@code ad} are unique. Its rows are read again, no more than two of the long ones
 * at a time.
 */
class RereadingTest {

  private static final String AD = "ad";
  private static final TableId TABLE = new TableId("ads", AD);
  private static final String LONG = "x".repeat(9 * 1024 * 1024);

  private Bench bench;
  private int written;

  @BeforeEach
  void company() throws InterruptedException {
    bench = new Bench();
    written = bench.setting.ads.history().size();
  }

  private void insert(String code, String title, String bio) {
    bench.setting.ads.write(tx -> tx.insert(TABLE, code, title, bio));
  }

  private void update(String code, String title, String bio) {
    bench.setting.ads.write(tx -> tx.update(TABLE, Key.of(code), code, title, bio));
  }

  /** Everything written since the last call. */
  private List<EntityChange> changes() {
    List<SourceTransaction> history = bench.setting.ads.history();
    ChangeMapper mapper = new ChangeMapper(bench.mappings(), "ads");
    List<EntityChange> changes = new ArrayList<>();
    history.subList(written, history.size()).forEach(each -> changes.addAll(mapper.map(each)));
    written = history.size();
    return changes;
  }

  private static List<EntityChange> unread(List<EntityChange> changes) {
    return changes.stream().map(EntityChange::unread).toList();
  }

  private List<String> titles() {
    return bench.setting.target.production(AD).stream()
        .map(row -> row[0] + " " + row[1])
        .sorted()
        .toList();
  }

  @Test
  void rows_that_exchange_a_value_are_not_read_together() {
    insert("a", "one", LONG);
    insert("b", "two", LONG);
    insert("c", "three", LONG);
    bench.apply(AD, changes());

    update("a", "three", LONG);
    update("b", "four", LONG);
    update("c", "one", LONG);
    bench.apply(AD, unread(changes()));

    assertThat(titles()).containsExactly("a three", "b four", "c one");
    assertThat(bench.parked(AD)).isEmpty();
  }

  @Test
  void values_that_move_along_a_row_of_rows() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      insert("a" + i, "t" + i, LONG);
      expected.add("a" + i + " t" + (i + 1));
    }
    bench.apply(AD, changes());

    for (int i = 0; i < 5; i++) {
      update("a" + i, "t" + (i + 1), LONG);
    }
    bench.apply(AD, unread(changes()));

    assertThat(titles()).containsExactlyElementsOf(expected);
    assertThat(bench.parked(AD)).isEmpty();
  }

  @Test
  void a_whole_row_takes_the_value_of_one_that_is_still_to_be_read() {
    insert("a", "one", "x");
    bench.apply(AD, changes());

    update("a", "two", "x");
    List<EntityChange> changes = new ArrayList<>(unread(changes()));
    insert("b", "one", "y");
    changes.addAll(changes());
    bench.apply(AD, changes);

    assertThat(titles()).containsExactly("a two", "b one");
    assertThat(bench.parked(AD)).isEmpty();
  }

  @Test
  void a_value_that_nobody_gives_away_is_parked() {
    insert("a", "one", LONG);
    insert("b", "two", LONG);
    insert("c", "three", LONG);
    bench.apply(AD, changes());

    update("a", "three", LONG);
    update("b", "four", LONG);
    update("c", "three", LONG);
    List<EntityChange> changes = new ArrayList<>(unread(changes()));
    insert("d", "three", "y");
    changes.addAll(changes());
    bench.apply(AD, changes);

    assertThat(titles()).containsExactly("a one", "b four", "c three");
    String refused = EngineProblem.ROW_REFUSED.text();
    assertThat(bench.parked(AD)).containsExactlyInAnyOrder("a " + refused, "d " + refused);
  }
}
