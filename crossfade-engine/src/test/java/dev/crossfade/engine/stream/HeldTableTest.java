package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Alterations.Cause;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.EngineProblem;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.StrayItem;
import dev.crossfade.spi.target.StrayWrite;
import dev.crossfade.spi.target.TableHolds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table is held, its changes are kept, and go on when that is decided; others are applied. */
class HeldTableTest {

  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final TableId CONTACT = new TableId("public", "contact");

  private Bench bench;
  private TableHolds holds;
  private StreamLoop loop;

  @BeforeEach
  void follow() throws InterruptedException {
    bench = new Bench();
    holds = bench.setting.target.holds();
    loop = loop(0);
  }

  private StreamLoop loop(int ahead) {
    Duration second = Duration.ofSeconds(1);
    return BenchLoop.over(
        bench, new EngineOptions(second, second, Duration.ZERO, second, second, 10, 10, ahead, 10));
  }

  private void until(BooleanSupplier reached) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      loop.step();
    }
  }

  /** Published with one row, and held from there. */
  private void hold() {
    bench.insert(1, "a", "x");
    until(() -> bench.rows("active_contact").size() == 1);
    holds.want("crm", CONTACT, new Alterations(Set.of(Cause.RETYPED), "looks altered"));
    until(() -> states().equals(List.of(HeldTable.State.HELD)));
  }

  private long kept() {
    return holds.kept("crm", CONTACT);
  }

  private List<HeldTable.State> states() {
    return holds.all().stream().map(HeldTable::state).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void what_is_kept_goes_on_in_order_before_what_comes_then(int ahead) {
    loop = loop(ahead);
    hold();
    bench.insert(2, "b", "x");
    bench.delete(1);
    bench.event(7, "seen");
    until(() -> kept() == 2);
    until(() -> bench.rows("event").stream().anyMatch(row -> row.startsWith("[7")));
    assertThat(bench.rows("active_contact")).hasSize(1).allMatch(row -> row.startsWith("[1"));
    assertThat(loop.trouble())
        .hasValueSatisfying(
            problem -> assertThat(problem.code()).isEqualTo(EngineProblem.TABLE_HELD));

    loop.reset();
    bench.insert(3, "c", "x");
    until(() -> kept() == 3);
    holds.release(holds.all().get(0), "");
    bench.update(2, 2L, "bb", "x", 1L);
    until(() -> states().isEmpty());

    until(() -> bench.rows("active_contact").toString().contains("bb"));
    assertThat(kept()).isZero();
    assertThat(bench.rows("active_contact")).hasSize(2);
    assertThat(unlogged("active_contact")).contains("1");
    assertThat(unlogged("mixed_contact")).contains("1");
    assertThat(unlogged("event")).isEmpty();
    assertThat(loop.trouble()).isEmpty();
    bench.insert(4, "d", "x");
    until(() -> bench.rows("active_contact").size() == 3);
    loop.reset();
  }

  /** How often rows were written of which no log tells. */
  private Optional<String> unlogged(String entity) {
    return bench.setting.target.progress().fact(ProgressStore.UNLOGGED_OF_ENTITY + entity);
  }

  @Test
  void what_is_decided_for_other_mappings_waits_for_them() {
    hold();
    bench.insert(2, "b", "x");
    until(() -> kept() == 1);
    holds.release(holds.all().get(0), "another");
    for (int i = 0; i < 20; i++) {
      loop.step();
    }
    loop.reset();
    for (int i = 0; i < 20; i++) {
      loop.step();
    }
    assertThat(kept()).isEqualTo(1);
    assertThat(loop.trouble().orElseThrow().render())
        .contains("CF-5022", "was accepted, and is held all the same", "drift accept");
    holds.release(holds.all().get(0), bench.mappings().versions("crm", CONTACT));
    until(() -> bench.rows("active_contact").size() == 2);
    loop.reset();
  }

  /**
   * What was written past the fence into a held table is noted like the rest, and blocks nobody.
   */
  @Test
  void while_the_target_takes_the_writes_a_released_table_is_let_go_and_nothing_of_it_applied() {
    hold();
    bench.insert(2, "b", "x");
    until(() -> kept() == 1);
    direction(Direction.Way.RETURN);
    bench.insert(3, "c", "x");
    until(() -> noted("INSERT").size() == 2);
    assertThat(kept()).isEqualTo(1);
    holds.release(holds.all().get(0), "");
    until(() -> states().isEmpty());
    assertThat(kept()).isZero();
    assertThat(noted("INSERT")).filteredOn("active_contact"::equals).hasSize(2);
    assertThat(bench.rows("active_contact")).hasSize(1);
    direction(Direction.Way.FORWARD);
    bench.insert(4, "d", "x");
    until(() -> bench.rows("active_contact").size() == 2);
    assertThat(bench.rows("active_contact")).noneMatch(row -> row.startsWith("[2"));
    loop.reset();
  }

  private List<String> noted(String op) {
    return bench.setting.target.strays().list(100).stream()
        .map(StrayItem::write)
        .filter(each -> each.op().name().equals(op))
        .map(StrayWrite::entity)
        .toList();
  }

  private void direction(Direction.Way way) {
    String text = new Direction(way, 1).text();
    bench.setting.target.progress().remember(ProgressStore.DIRECTION, text);
    loop.turn();
  }
}
