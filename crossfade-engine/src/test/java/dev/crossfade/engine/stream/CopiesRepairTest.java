package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs.Part;
import dev.crossfade.testkit.fault.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows without key are made right by how many copies of each there are. [MONOTONE] */
@ParameterizedClass
@ValueSource(ints = {250_000, 2, 1})
class CopiesRepairTest {

  private static final String ENTITY = "event";

  /** Different rows that are counted at a time, about. */
  private final int copies;

  private Bench bench;
  private StreamLoop loop;

  CopiesRepairTest(int copies) {
    this.copies = copies;
  }

  @BeforeEach
  void follow() throws InterruptedException {
    bench = new Bench();
    another();
    for (String kind : List.of("a", "b", "b", "c", "!d")) {
      bench.event(1, kind);
    }
    settle();
    another();
  }

  /** Another process takes the stream over. */
  private void another() {
    loop = BenchLoop.over(bench, copies);
  }

  private void settle() {
    loop = BenchLoop.settle(bench, loop, () -> BenchLoop.over(bench, copies));
  }

  private long ask() {
    return bench
        .setting
        .target
        .repairs()
        .ask(ENTITY, List.of(), List.of(new Part("crm", Repair.EXTRAS)), "ann", "by hand")
        .id();
  }

  private Repair.Count repaired() {
    long act = ask();
    settle();
    List<Repair> parts = bench.setting.target.repairs().parts(act);
    assertThat(parts).extracting(Repair::state).containsOnly(Repair.State.DONE);
    return parts.get(0).count();
  }

  private void tamper(Consumer<List<Object[]>> how) {
    bench.setting.target.tamper(
        ENTITY,
        rows -> {
          List<Object[]> other = new ArrayList<>(rows);
          how.accept(other);
          return other;
        });
  }

  private static Object[] event(long seq, String kind) {
    return new Object[] {seq, kind, "bio"};
  }

  private static boolean is(Object[] row, Object[] other) {
    return Arrays.equals(row, other);
  }

  /** One copy of a row is missing, one is too many, one is another row. */
  private void corrupt() {
    tamper(
        rows -> {
          int one = 0;
          while (!is(rows.get(one), event(1, "b"))) {
            one++;
          }
          rows.remove(one);
          rows.add(event(1, "a"));
          rows.add(event(9, "rogue"));
          rows.removeIf(row -> is(row, event(1, "c")));
        });
  }

  /** What the source has, but for what waits in quarantine. */
  private List<String> expected() {
    return bench.setting.crm.rows(bench.events()).stream()
        .filter(row -> !String.valueOf(row[1]).startsWith("!"))
        .map(Arrays::toString)
        .sorted()
        .toList();
  }

  @Test
  void copies_are_added_and_taken_away_and_quarantine_stays() {
    corrupt();
    Repair.Count count = repaired();

    assertThat(bench.rows(ENTITY)).isEqualTo(expected());
    assertThat(count.written()).isEqualTo(2);
    assertThat(count.removed()).isEqualTo(2);
    assertThat(bench.parked(ENTITY)).containsExactly("- CF-1999");
    assertThat(repaired().written()).isZero();
  }

  /** The stream waits for ten thousand at most. */
  @Test
  void many_copies_too_many_are_taken_away_some_at_a_time() {
    tamper(
        rows -> {
          for (int i = 0; i < 12_500; i++) {
            rows.add(event(1, "a"));
          }
          rows.removeIf(row -> is(row, event(1, "c")));
        });
    Repair.Count count = repaired();

    assertThat(bench.rows(ENTITY)).isEqualTo(expected());
    assertThat(count.removed()).isEqualTo(12_500);
    assertThat(count.written()).isEqualTo(1);
    assertThat(count.compared()).isEqualTo(4);
  }

  /** They are in memory until they are gone. */
  @Test
  void large_copies_are_taken_away_fewer_at_a_time() {
    Object[] large = event(1, "x".repeat(4 * 1024 * 1024));
    tamper(rows -> rows.addAll(Collections.nCopies(10, large)));
    ask();
    Set<Integer> sizes = new TreeSet<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!bench.setting.target.repairs().open().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      sizes.add(bench.setting.target.production(ENTITY).size());
      loop.step();
    }

    assertThat(sizes).contains(6, 14);
    assertThat(bench.rows(ENTITY)).isEqualTo(expected());
  }

  /** It waits in quarantine for a replay, or for nothing. */
  @Test
  void what_the_target_refused_is_not_added_again() {
    bench.setting.target.forbid(ENTITY, "kind", "ugly");
    bench.event(3, "ugly");
    settle();
    List<String> parked = bench.parked(ENTITY);
    assertThat(parked).hasSize(2);
    corrupt();

    Repair.Count count = repaired();

    assertThat(count.parked()).isZero();
    assertThat(count.written()).isEqualTo(2);
    assertThat(bench.parked(ENTITY)).isEqualTo(parked);
    assertThat(bench.rows(ENTITY)).noneMatch(row -> row.contains("ugly"));
  }

  /** What the source does with rows meanwhile. */
  enum Act {
    ADD {
      @Override
      void happen(Bench bench) {
        bench.event(1, "b");
        bench.event(9, "rogue");
        bench.event(2, "new");
      }
    },
    TAKE_AWAY {
      @Override
      void happen(Bench bench) {
        bench.removeEvent(1, "b");
        bench.removeEvent(1, "a");
      }
    },
    BOTH {
      @Override
      void happen(Bench bench) {
        bench.removeEvent(1, "b");
        bench.event(1, "b");
        bench.event(3, "x");
        bench.removeEvent(3, "x");
      }
    },
    REFUSED {
      @Override
      void happen(Bench bench) {
        bench.event(4, "!no");
      }
    },
    TRUNCATE {
      @Override
      void happen(Bench bench) {
        bench.truncateEvents();
        bench.event(5, "first");
      }
    };

    abstract void happen(Bench bench);
  }

  /** Before the snapshot, behind it, and behind the high mark. */
  @ParameterizedTest
  @CsvSource({"crm.pin", "crm.mark", "applier.advance"})
  void rows_become_what_their_source_has_whatever_happens_meanwhile(String when) {
    for (Act act : Act.values()) {
      asAtFirst();
      corrupt();
      bench.setting.meanwhile(when, () -> act.happen(bench));

      repaired();

      assertThat(bench.rows(ENTITY)).as(act + " " + when).isEqualTo(expected());
    }
  }

  private void asAtFirst() {
    bench.truncateEvents();
    for (String kind : List.of("a", "b", "b", "c")) {
      bench.event(1, kind);
    }
    settle();
    assertThat(bench.rows(ENTITY)).isEqualTo(expected()).hasSize(4);
    another();
  }

  @Test
  void what_is_too_much_to_be_counted_at_once_is_counted_in_shares() {
    for (String kind : "efghijklm".split("")) {
      bench.event(2, kind);
    }
    settle();
    another();
    corrupt();
    long act = ask();
    Set<String> places = new TreeSet<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    List<Repair> open = bench.setting.target.repairs().open();
    while (!open.isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      open.forEach(part -> places.add(String.valueOf(part.place())));
      loop.step();
      open = bench.setting.target.repairs().open();
    }
    assertThat(bench.rows(ENTITY)).isEqualTo(expected());
    assertThat(bench.setting.target.repairs().parts(act).get(0).count().removed()).isEqualTo(2);
    if (copies > 2) {
      assertThat(places).containsExactly("null");
    } else {
      assertThat(places).contains("null", "0/2", "0/4").hasSizeGreaterThan(5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_DONE", "ACK_LOST", "REQUEST_LOST", "CRASH_AFTER", "CRASH_BEFORE"})
  void it_is_done_once_whatever_happens_to_its_commits(Fault fault) {
    int commits = commits();
    for (int after = 0; after <= commits; after++) {
      asAtFirst();
      corrupt();
      bench.setting.meanwhile("crm.mark", () -> bench.event(7, "meanwhile"));
      bench.setting.fail("applier.commit", after, fault);

      Repair.Count count = repaired();

      assertThat(bench.rows(ENTITY)).as(fault + " " + after).isEqualTo(expected()).hasSize(5);
      assertThat(count.written()).isEqualTo(2);
      assertThat(count.removed()).isEqualTo(2);
    }
  }

  /** As many as it takes while nothing goes wrong, share by share. */
  private int commits() {
    asAtFirst();
    corrupt();
    long before = bench.setting.calls("applier.commit");
    repaired();
    return (int) (bench.setting.calls("applier.commit") - before);
  }

  @Test
  void what_its_source_does_not_show_yet_is_waited_for() {
    bench.setting.crm.writeHidden(tx -> tx.insert(bench.events(), event(6, "hidden")));
    settle();
    assertThat(bench.rows(ENTITY)).contains("[6, hidden, bio]");
    ask();
    for (int i = 0; i < 50; i++) {
      loop.step();
    }
    assertThat(bench.setting.target.repairs().open()).isNotEmpty();
    assertThat(bench.rows(ENTITY)).contains("[6, hidden, bio]");

    bench.setting.crm.settle();
    settle();
    assertThat(bench.rows(ENTITY)).contains("[6, hidden, bio]").isEqualTo(expected());
  }
}
