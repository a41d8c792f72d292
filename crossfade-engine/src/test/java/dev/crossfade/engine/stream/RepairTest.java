package dev.crossfade.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Alterations.Cause;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.target.Correction;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs.Part;
import dev.crossfade.spi.target.Selection;
import dev.crossfade.testkit.fault.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Production is made right through the second seam, whatever sources do meanwhile. [MONOTONE] */
class RepairTest {

  private static final String ENTITY = "active_contact";

  private Bench bench;
  private StreamLoop loop;

  @BeforeEach
  void follow() throws InterruptedException {
    bench = new Bench();
    bench.insert(1, "a", "x");
    bench.insert(2, "b", "x");
    bench.insert(3, "c", "x");
    another();
    settle();
    assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, b, x]", "[3, c, x]");
    another();
  }

  /** Another process takes the stream over. */
  private void another() {
    loop = BenchLoop.over(bench);
  }

  private void settle() {
    loop = BenchLoop.settle(bench, loop);
  }

  private long ask(String... keys) {
    int mapping = bench.mappings().into(ENTITY).get(0).number();
    return bench
        .setting
        .target
        .repairs()
        .ask(
            ENTITY,
            List.of(keys),
            List.of(new Part("crm", Repair.EXTRAS), new Part("crm", mapping)),
            "ann",
            "somebody altered rows")
        .id();
  }

  /** What a process of its own knows, from now on. */
  private Mappings process() {
    return Mappings.load(Setting.compiled(), bench.setting.target);
  }

  @Test
  void who_takes_a_stream_over_goes_by_corrections_that_others_were_told_of() {
    Mappings first = process();
    Mappings second = process();
    bench.mapBy(first);
    another();
    bench.insert(4, "!d", "x");
    settle();
    bench
        .setting
        .target
        .acts()
        .replay(
            new Selection(ENTITY, null, null, "id=4"),
            List.of(new Correction(0, "id=4", "email", "!d", "d")),
            "ann",
            "a typing error");
    settle();
    assertThat(bench.rows(ENTITY)).contains("[4, d, x]");

    bench.mapBy(second);
    another();
    bench.update(4, 4L, "!d", "y", 1L);
    settle();

    assertThat(bench.rows(ENTITY)).contains("[4, d, y]");
    assertThat(bench.parked(ENTITY)).isEmpty();
  }

  private Repair.Count done(long act) {
    settle();
    List<Repair> parts = bench.setting.target.repairs().parts(act);
    assertThat(parts).extracting(Repair::state).containsOnly(Repair.State.DONE);
    return parts.stream().map(Repair::count).reduce(Repair.Count.NONE, Repair.Count::plus);
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

  /** Ways in which rows of production are not what they should be. */
  enum Corruption {
    MISSING,
    EXTRA,
    CHANGED,
    HIDDEN;

    void happen(List<Object[]> rows, long id) {
      int place = 0;
      while (place < rows.size() && !rows.get(place)[0].equals(id)) {
        place++;
      }
      switch (this) {
        case MISSING -> rows.remove(place);
        case EXTRA -> rows.add(new Object[] {7L, "rogue", "r"});
        case CHANGED -> rows.set(place, new Object[] {id, "rogue", "x"});
        case HIDDEN -> rows.set(place, new Object[] {id, rows.get(place)[1], "rogue"});
      }
    }
  }

  /** What the source does with the row meanwhile. */
  enum Act {
    NOTHING {
      @Override
      void happen(Bench bench, long id) {}
    },
    /** The log does not carry the column that stays. */
    UPDATE {
      @Override
      void happen(Bench bench, long id) {
        bench.update(id, id, "new", "x", 1L);
      }
    },
    UPDATE_ALL {
      @Override
      void happen(Bench bench, long id) {
        bench.update(id, id, "new", "y", 1L);
      }
    },
    DELETE {
      @Override
      void happen(Bench bench, long id) {
        bench.delete(id);
      }
    },
    LEAVE {
      @Override
      void happen(Bench bench, long id) {
        bench.update(id, id, "new", "x", 0L);
      }
    },
    DELETE_AND_INSERT {
      @Override
      void happen(Bench bench, long id) {
        bench.delete(id);
        bench.insert(id, "again", "z");
      }
    },
    MOVE {
      @Override
      void happen(Bench bench, long id) {
        bench.update(id, 9L, "moved", "x", 1L);
      }
    },
    /** Of the key that nobody should have. */
    INSERT_EXTRA {
      @Override
      void happen(Bench bench, long id) {
        bench.insert(7L, "mine", "m");
      }
    };

    abstract void happen(Bench bench, long id);
  }

  /** When it does. */
  enum When {
    /** The stream has not applied it when both sides are looked at. */
    BEFORE_THE_LOOK,
    BEFORE_THE_HIGH_MARK,
    BEHIND_THE_HIGH_MARK
  }

  @ParameterizedTest
  @EnumSource
  void rows_become_what_their_source_has_whatever_happens_meanwhile(When when) {
    for (Corruption corruption : Corruption.values()) {
      for (Act act : Act.values()) {
        asAtFirst();
        tamper(rows -> corruption.happen(rows, 2));
        long repair = ask();
        meanwhile(when, () -> act.happen(bench, 2));

        done(repair);

        assertThat(bench.rows(ENTITY))
            .as(corruption + ", " + act + " " + when)
            .isEqualTo(expected());
      }
    }
  }

  private void meanwhile(When when, Runnable change) {
    switch (when) {
      case BEFORE_THE_LOOK -> bench.setting.meanwhile("crm.split", change);
      case BEFORE_THE_HIGH_MARK -> bench.setting.meanwhile("crm.mark", change);
      case BEHIND_THE_HIGH_MARK -> bench.setting.meanwhile("applier.advance", change);
    }
  }

  private void asAtFirst() {
    for (Object[] row : List.copyOf(bench.setting.crm.rows(bench.contacts()))) {
      bench.delete((Long) row[0]);
    }
    for (long id = 1; id < 4; id++) {
      bench.insert(id, "e" + id, "x");
    }
    another();
    settle();
    assertThat(bench.rows(ENTITY)).containsExactly("[1, e1, x]", "[2, e2, x]", "[3, e3, x]");
    another();
  }

  /** What the mapping makes of the source. */
  private List<String> expected() {
    return bench.setting.crm.rows(bench.contacts()).stream()
        .filter(row -> row[3].equals(1L))
        .map(row -> Arrays.toString(Arrays.copyOf(row, 3)))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_DONE", "ACK_LOST", "REQUEST_LOST", "CRASH_AFTER", "CRASH_BEFORE"})
  void it_goes_on_where_it_was_whatever_happens_to_its_commits(Fault fault) {
    for (int after = 0; after < 4; after++) {
      tamper(
          rows -> {
            Corruption.CHANGED.happen(rows, 1);
            Corruption.MISSING.happen(rows, 2);
            Corruption.EXTRA.happen(rows, 3);
          });
      long repair = ask();
      bench.setting.fail("applier.commit", after, fault);

      Repair.Count count = done(repair);

      assertThat(bench.rows(ENTITY)).containsExactly("[1, a, x]", "[2, b, x]", "[3, c, x]");
      assertThat(count.written()).isEqualTo(2);
      assertThat(count.removed()).isEqualTo(1);
    }
  }

  @Test
  void only_what_differs_is_written_and_the_load_names_who_wanted_it() {
    tamper(rows -> Corruption.CHANGED.happen(rows, 1));
    int before = bench.setting.target.records().pending(1_000).size();

    Repair.Count count = done(ask());

    assertThat(count.written()).isEqualTo(1);
    assertThat(count.removed()).isZero();
    var loads = bench.setting.target.records().pending(1_000);
    assertThat(loads.subList(before, loads.size()))
        .filteredOn(load -> load.kind().equals("REPAIR"))
        .singleElement()
        .satisfies(
            load -> {
              assertThat(load.actor()).isEqualTo("ann");
              assertThat(load.rows()).isEqualTo(1);
            });
    assertThat(bench.setting.target.acts().pending(10))
        .singleElement()
        .satisfies(act -> assertThat(act.reason()).isEqualTo("somebody altered rows"));
  }

  @Test
  void rows_that_are_not_named_stay_as_they_are() {
    tamper(
        rows -> {
          Corruption.CHANGED.happen(rows, 1);
          Corruption.CHANGED.happen(rows, 2);
          Corruption.EXTRA.happen(rows, 3);
        });

    Repair.Count count = done(ask("id=2"));
    assertThat(count.written()).isEqualTo(1);
    assertThat(bench.rows(ENTITY))
        .containsExactly("[1, rogue, x]", "[2, b, x]", "[3, c, x]", "[7, rogue, r]");

    assertThat(done(ask("id=7")).removed()).isEqualTo(1);
    assertThat(bench.rows(ENTITY)).containsExactly("[1, rogue, x]", "[2, b, x]", "[3, c, x]");
  }

  @Test
  void what_a_process_before_applied_is_waited_for_until_its_source_shows_it() {
    bench.setting.crm.writeHidden(
        tx ->
            tx.update(
                bench.contacts(), dev.crossfade.core.schema.Key.of(2L), 2L, "newer", "w", 1L));
    settle();
    assertThat(bench.rows(ENTITY)).contains("[2, newer, w]");
    long repair = ask();
    another();

    for (int i = 0; i < 50; i++) {
      loop.step();
    }
    assertThat(bench.setting.target.repairs().open()).isNotEmpty();
    assertThat(bench.rows(ENTITY)).contains("[2, newer, w]");

    bench.setting.crm.settle();
    assertThat(done(repair).written()).isZero();
    assertThat(bench.rows(ENTITY)).contains("[2, newer, w]");
  }

  @Test
  void nothing_is_repaired_while_changes_are_kept() {
    bench
        .setting
        .target
        .holds()
        .want("crm", bench.contacts(), new Alterations(Set.of(Cause.RETYPED), "looks altered"));
    loop.step();
    bench.update(2, 2L, "newer", "x", 1L);
    long repair = ask();
    another();
    for (int i = 0; i < 50; i++) {
      loop.step();
    }
    assertThat(bench.setting.target.repairs().open()).isNotEmpty();
    assertThat(bench.rows(ENTITY)).contains("[2, b, x]");

    bench.setting.target.holds().release(bench.setting.target.holds().all().get(0), "");
    done(repair);
    assertThat(bench.rows(ENTITY)).contains("[2, newer, x]");
    assertThat(bench.setting.target.holds().all()).isEmpty();
  }

  @Test
  void what_is_in_quarantine_stays_there() {
    bench.insert(4, "!d", "x");
    settle();
    assertThat(bench.parked(ENTITY)).containsExactly("4 CF-1999");
    bench.setting.target.tamper(
        ENTITY,
        rows -> {
          List<Object[]> more = new ArrayList<>(rows);
          more.add(new Object[] {4L, "rogue", "r"});
          return more;
        });

    done(ask());

    assertThat(bench.parked(ENTITY)).containsExactly("4 CF-1999");
  }
}
