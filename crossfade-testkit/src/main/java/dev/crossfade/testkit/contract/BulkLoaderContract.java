package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LEASE;
import static dev.crossfade.testkit.contract.TargetKit.LOG;
import static dev.crossfade.testkit.contract.TargetKit.key;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static dev.crossfade.testkit.contract.TargetKit.sourceTable;
import static dev.crossfade.testkit.contract.TargetKit.sourceTables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.BulkLoader;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.LoadRefusedException;
import dev.crossfade.spi.target.RowsRefusedException;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link BulkLoader} must do. */
public abstract class BulkLoaderContract extends TargetContract {

  private static final String BOB =
      "{\"target\":{\"id\":\"1\",\"name\":\"bob\",\"email\":\"bob@x\",\"note\":\"note\"}}";
  private static final List<KeyRange> TWO =
      List.of(new KeyRange(null, key(10)), new KeyRange(key(10), null));

  /** Lets time pass for leases. */
  protected void pass(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis());
  }

  /** Makes the target refuse people with this note, in a way the loader cannot foresee. */
  protected abstract void forbidNote(String note);

  @Test
  void planning_twice_changes_nothing() {
    BulkLoader loader = target.loader();
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.WAITING);
    assertThat(loader.plan(0, KEYED, sourceTable(), TWO)).isTrue();
    assertThat(loader.plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL))).isFalse();
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.LOADING);
    assertThat(progress().chunks()).isEqualTo(2);
  }

  @Test
  void chunks_are_stored_one_after_the_other_by_whoever_comes_first() {
    BulkLoader loader = target.loader();
    KeyRange rest = new KeyRange(key(20), null);
    assertThat(loader.planned(0, sourceTable())).isEmpty();
    assertThat(loader.plan(0, KEYED, sourceTable(), List.of(rest))).isFalse();
    assertThat(loader.plan(0, KEYED, sourceTable(), List.of(new KeyRange(null, key(10))))).isTrue();
    assertThat(loader.planned(0, sourceTable())).contains(new KeyRange(null, key(10)));
    assertThat(loader.plan(0, KEYED, sourceTable(), TWO)).isFalse();
    assertThat(loader.plan(0, KEYED, sourceTable(), List.of(rest))).isFalse();
    List<KeyRange> more = List.of(new KeyRange(key(10), key(20)), rest);
    assertThat(loader.plan(0, KEYED, sourceTable(), more)).isTrue();
    assertThat(loader.plan(0, KEYED, sourceTable(), more)).isFalse();
    assertThat(loader.planned(0, sourceTable())).contains(rest);
    assertThat(progress().chunks()).isEqualTo(3);
  }

  @Test
  void history_is_not_complete_while_something_is_not_cut_yet() {
    List<KeyRange> first = List.of(new KeyRange(null, key(10)));
    assertThat(target.loader().plan(0, KEYED, sourceTable(), first)).isTrue();
    TargetKit.done(commit(lease(LEASE), person(1, "ann")));
    assertThat(progress().chunks()).isEqualTo(2);
    assertThat(progress().chunksDone()).isEqualTo(1);
    assertThat(progress().complete()).isFalse();
    assertThatThrownBy(() -> target.loader().complete(KEYED)).isInstanceOf(RuntimeException.class);
    List<KeyRange> last = List.of(new KeyRange(key(10), null));
    assertThat(target.loader().plan(0, KEYED, sourceTable(), last)).isTrue();
    TargetKit.done(commit(lease(LEASE), person(12, "bob")));
    assertThat(progress().complete()).isTrue();
    assertThat(target.loader().complete(KEYED)).isZero();
  }

  @Test
  void a_chunk_has_one_holder_and_keeps_its_range() {
    target.loader().plan(0, KEYED, sourceTable(), TWO);
    List<KeyRange> leased = new ArrayList<>();
    leased.add(lease(LEASE).range());
    leased.add(lease(LEASE).range());
    assertThat(leased).containsExactlyInAnyOrderElementsOf(TWO);
    assertThat(target.loader().lease(sourceTables(), "other", LEASE)).isEmpty();
  }

  @Test
  void a_released_chunk_can_be_had_again_and_its_former_holder_cannot_commit() {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease first = lease(LEASE);
    target.loader().release(first);
    assertThat(target.loader().renew(first, LEASE)).isFalse();
    ChunkLease second = lease(LEASE);
    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(target.loader().renew(first, LEASE)).isFalse();
    assertThat(commit(first, person(1, "late"))).isInstanceOf(Outcome.NotDone.class);
    TargetKit.done(commit(second, person(1, "ann")));
    assertThat(progress().rows()).isEqualTo(1);
  }

  @Test
  void a_lease_that_ran_out_is_given_to_somebody_else() throws InterruptedException {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    Duration brief = Duration.ofMillis(300);
    ChunkLease first = lease(brief);
    pass(brief.multipliedBy(2));
    ChunkLease second = lease(LEASE);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(commit(first, person(1, "late"))).isInstanceOf(Outcome.NotDone.class);
    assertThat(target.loader().renew(second, LEASE)).isTrue();
  }

  @Test
  void a_chunk_that_nobody_holds_is_preferred_to_one_whose_lease_ran_out()
      throws InterruptedException {
    target.loader().plan(0, KEYED, sourceTable(), TWO);
    ChunkLease slow = lease(Duration.ofMillis(1));
    pass(Duration.ofMillis(5));
    ChunkLease fresh = lease(LEASE);
    assertThat(fresh.id()).isNotEqualTo(slow.id());
    assertThat(lease(LEASE).id()).isEqualTo(slow.id());
  }

  @Test
  void a_done_chunk_is_neither_renewed_nor_leased_nor_loaded_again() {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease lease = lease(LEASE);
    TargetKit.done(commit(lease, person(1, "ann")));
    assertThat(target.loader().renew(lease, LEASE)).isFalse();
    target.loader().release(lease);
    assertThat(target.loader().lease(sourceTables(), "kit", LEASE)).isEmpty();
    assertThat(commit(lease, person(1, "ann"))).isInstanceOf(Outcome.NotDone.class);
    assertThat(progress().rows()).isEqualTo(1);
  }

  @Test
  void rows_quarantine_mark_and_token_come_with_the_commit_or_not_at_all() {
    target.loader().plan(1, LOG, TargetKit.keylessTable(), List.of(KeyRange.ALL));
    ChunkLease lease = lease(LEASE);
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      load.write(TargetKit.row(1L, "a"));
      load.refuse(TargetKit.parked(LOG, null));
    }
    assertThat(target.quarantine().open()).isZero();
    assertThat(target.progress().snapshots()).isEmpty();
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      load.write(TargetKit.row(1L, "a"));
      load.refuse(TargetKit.parked(LOG, null));
      TargetKit.done(load.commit(new ChunkResult(2, 77, "token")));
    }
    BackfillProgress line = target.progress().backfill().get(0);
    assertThat(line.complete()).isTrue();
    assertThat(line.rows()).isEqualTo(1);
    assertThat(line.refused()).isEqualTo(1);
    assertThat(line.highestMark()).isEqualTo(77);
    assertThat(target.quarantine().open()).isEqualTo(1);
    assertThat(target.progress().snapshots()).containsEntry(1, "token").hasSize(1);
  }

  @Test
  void the_row_array_may_be_reused() {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    try (ChunkLoad load = target.loader().begin(lease(LEASE), "v1")) {
      @Nullable Object[] row = new @Nullable Object[4];
      for (long id = 0; id < 3; id++) {
        System.arraycopy(person(id, "n" + id), 0, row, 0, row.length);
        load.write(row);
      }
      TargetKit.done(load.commit(new ChunkResult(3, 1, null)));
    }
    publishPeople();
    assertThat(TargetKit.production(target, personShape())).hasSize(3);
  }

  @Test
  void rows_written_together_are_all_added_or_none_and_the_load_goes_on() {
    forbidNote("forbidden");
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    try (ChunkLoad load = target.loader().begin(lease(LEASE), "v1")) {
      load.write(person(1, "ann"));
      load.writeTogether(TargetKit.rows(person(2, "bob"), person(3, "cid")));
      assertThatThrownBy(() -> load.writeTogether(TargetKit.rows(person(4, "dan"), forbidden(5))))
          .isInstanceOf(RowsRefusedException.class);
      assertThatThrownBy(() -> load.writeTogether(TargetKit.rows(person(6, "far too long"))))
          .isInstanceOf(RowsRefusedException.class);
      load.writeTogether(TargetKit.rows(person(4, "dan")));
      load.write(person(7, "eve"));
      TargetKit.done(load.commit(new ChunkResult(5, 1, null)));
    }
    assertThat(progress().rows()).isEqualTo(5);
    publishPeople();
    assertThat(TargetKit.production(target, personShape()))
        .hasSize(5)
        .noneMatch(row -> row.contains("forbidden") || row.contains("far too long"));
  }

  @Test
  void a_load_whose_rows_the_target_refuses_later_is_lost_and_its_chunk_can_be_begun_again() {
    forbidNote("forbidden");
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease lease = lease(LEASE);
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      assertThatThrownBy(
              () -> {
                load.write(forbidden(1));
                for (long id = 2; id < 20_000; id++) {
                  load.write(person(id, "n" + id));
                }
                load.commit(new ChunkResult(19_999, 1, null));
              })
          .isInstanceOf(LoadRefusedException.class);
    }
    assertThat(progress().chunksDone()).isZero();
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      load.writeTogether(TargetKit.rows(person(2, "bob")));
      TargetKit.done(load.commit(new ChunkResult(1, 1, null)));
    }
    assertThat(progress().rows()).isEqualTo(1);
  }

  @Test
  void what_is_rehearsed_is_refused_as_in_a_load_and_vanishes() {
    forbidNote("forbidden");
    try (ChunkLoad load = target.loader().rehearse(0, KEYED, "v1")) {
      load.write(person(1, "ann"));
      load.refuse(TargetKit.parked(KEYED, key(2)));
      assertThatThrownBy(() -> load.writeTogether(TargetKit.rows(person(3, "far too long"))))
          .isInstanceOf(RowsRefusedException.class);
      assertThatThrownBy(() -> load.writeTogether(TargetKit.rows(forbidden(4))))
          .isInstanceOf(RowsRefusedException.class);
      assertThat(load.commit(new ChunkResult(1, 1, null))).isInstanceOf(Outcome.NotDone.class);
    }
    assertThat(target.quarantine().open()).isZero();
    assertThat(target.progress().backfill()).isEmpty();
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.WAITING);
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    TargetKit.done(commit(lease(LEASE), person(1, "bob")));
    target.loader().complete(KEYED);
    publishPeople();
    assertThat(TargetKit.production(target, personShape()))
        .singleElement()
        .satisfies(row -> assertThat(row).contains("bob"));
  }

  @Test
  void completing_parks_rows_whose_key_occurs_twice_and_can_be_repeated() {
    target.loader().plan(0, KEYED, sourceTable(), TWO);
    TargetKit.done(commit(lease(LEASE), person(1, "ann")));
    TargetKit.done(commit(lease(LEASE), person(1, "bob")));
    assertThat(target.loader().complete(KEYED)).isEqualTo(1);
    target.loader().complete(KEYED);
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.HELD);
    assertThat(target.quarantine().parked(KEYED, List.of(key(1), key(2))))
        .singleElement()
        .satisfies(item -> assertThat(item.change().key()).isEqualTo(key(1)))
        .satisfies(item -> assertThat(item.change().payload()).isEqualTo(BOB));
    assertThat(target.quarantine().open()).isEqualTo(1);
  }

  @Test
  void another_process_sees_the_same_chunks() {
    target.loader().plan(0, KEYED, sourceTable(), TWO);
    lease(LEASE);
    List<EntityShape> shapes = shapes();
    try (TargetDatabase other = openAgain(shapes)) {
      other.prepare(shapes);
      assertThat(other.loader().lease(sourceTables(), "other", LEASE)).isPresent();
      assertThat(other.loader().lease(sourceTables(), "other", LEASE)).isEmpty();
    }
  }

  private static @Nullable Object[] forbidden(long id) {
    return TargetKit.row(id, "bad", null, "forbidden");
  }

  private void publishPeople() {
    target.loader().complete(KEYED);
    target.publisher().ready(KEYED);
    try (var session = target.publisher().publish(List.of(KEYED))) {
      TargetKit.done(session.commit());
    }
  }

  private BackfillProgress progress() {
    return target.progress().backfill().get(0);
  }

  private ChunkLease lease(Duration ttl) {
    Optional<ChunkLease> lease = target.loader().lease(sourceTables(), "kit", ttl);
    return lease.orElseThrow();
  }

  private Outcome<Void> commit(ChunkLease lease, @Nullable Object[] row) {
    try (ChunkLoad load = target.loader().begin(lease, "v1")) {
      load.write(row);
      return load.commit(new ChunkResult(1, 1, null));
    }
  }

  @Test
  void a_load_whose_chunk_somebody_else_has_loaded_is_not_in_the_way() throws InterruptedException {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease before =
        target.loader().lease(sourceTables(), "frozen", Duration.ofMillis(1)).orElseThrow();
    ChunkLoad frozen = target.loader().begin(before, "v1");
    frozen.writeTogether(TargetKit.rows(person(1, "late")));
    pass(Duration.ofMillis(5));
    try (TargetDatabase other = openAgain(shapes())) {
      ChunkLease now = other.loader().lease(sourceTables(), "other", LEASE).orElseThrow();
      try (ChunkLoad load = other.loader().begin(now, "v1")) {
        load.write(person(1, "ann"));
        TargetKit.done(load.commit(new ChunkResult(1, 1, null)));
      }
      assertThat(eventually(() -> completed(other))).isZero();
    }
    frozen.close();
  }

  private static Optional<Long> completed(TargetDatabase target) {
    try {
      return Optional.of(target.loader().complete(KEYED));
    } catch (ProblemException e) {
      assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT);
      return Optional.empty();
    }
  }

  private static <T> T eventually(Supplier<Optional<T>> question) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw new AssertionError("not within 20 s");
  }
}
