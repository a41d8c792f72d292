package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LEASE;
import static dev.crossfade.testkit.contract.TargetKit.LOG;
import static dev.crossfade.testkit.contract.TargetKit.insert;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static dev.crossfade.testkit.contract.TargetKit.rows;
import static dev.crossfade.testkit.contract.TargetKit.sourceTable;
import static dev.crossfade.testkit.contract.TargetKit.sourceTables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.compare.Coverage;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.Repairs.Part;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody moves a migration on under an epoch that is not the latest. */
public abstract class FenceContract extends TargetContract {

  private static final long MUCH = 1_000_000;
  private static final String JOURNAL = "kit";

  /** The same target as the next owner has it open. */
  private TargetDatabase next;

  @BeforeEach
  final void openForNext() {
    next = openAgain(shapes());
    target.fence(7, JOURNAL);
  }

  @AfterEach
  final void closeForNext() {
    next.close();
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(OwnershipLostException.class);
  }

  /** What ended in silence, and then turned out not to have happened, is fine too. */
  private static void withoutEffect(Supplier<Outcome<Void>> commit) {
    try {
      assertThat(commit.get()).isNotInstanceOf(Outcome.Done.class);
    } catch (ProblemException | OwnershipLostException e) {
      // fine
    }
  }

  @Test
  void the_first_journal_stays() {
    assertThatThrownBy(() -> next.fence(9, "another"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.OPERATOR));
    assertThat(target.progress().fact(ProgressStore.JOURNAL)).contains(JOURNAL);
    target.prepare(shapes());
    next.fence(8, JOURNAL);
    refused(() -> target.prepare(shapes()));
  }

  @Test
  void under_the_latest_epoch_everything_goes_on_and_fencing_again_changes_nothing() {
    target.fence(7, JOURNAL);
    TargetKit.publish(target, rows(person(1, "ann")));
    target.fence(8, JOURNAL);
    target.progress().remember("fact", "value");
    target.prepare(shapes());
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 0);
      try (StreamSession session = applier.begin(state, moved(state), "v1")) {
        TargetKit.done(session.commit(0));
      }
    }
    assertThat(next.progress().fact("fact")).contains("value");
    assertThat(TargetKit.production(next, personShape())).hasSize(1);
  }

  @Test
  void an_older_epoch_fences_nothing() {
    refused(() -> next.fence(6, JOURNAL));
    refused(() -> next.progress().remember("fact", "late"));
    target.progress().remember("fact", "value");
    next.fence(7, JOURNAL);
    next.progress().remember("fact", "of the same epoch");
    assertThat(target.progress().fact("fact")).contains("of the same epoch");
  }

  @Test
  void whoever_never_fenced_is_refused_like_anybody_late() {
    refused(() -> next.progress().remember("fact", "value"));
    refused(() -> next.prepare(shapes()));
    assertThat(target.progress().fact("fact")).isEmpty();
  }

  @Test
  void nothing_of_an_older_epoch_can_begin() {
    TargetKit.load(target, rows(person(1, "ann")));
    target.loader().complete(KEYED);
    next.fence(8, JOURNAL);
    refused(() -> target.prepare(shapes()));
    refused(() -> target.progress().remember("fact", "late"));
    refused(() -> target.loader().plan(2, LOG, sourceTable(), List.of(KeyRange.ALL)));
    refused(() -> target.loader().lease(sourceTables(), "late", LEASE));
    refused(() -> target.loader().complete(LOG));
    refused(() -> target.publisher().ready(KEYED));
    refused(() -> target.publisher().drain().close());
    refused(() -> target.publisher().publish(List.of(KEYED)).close());
    try (Applier applier = target.openApplier("crm")) {
      refused(() -> applier.own("stream", 0));
    }
    assertThat(next.progress().fact("fact")).isEmpty();
    assertThat(next.progress().streamState("crm")).isEmpty();
    assertThat(next.progress().backfill()).hasSize(2);
    assertThat(next.progress().entityStates())
        .containsEntry(KEYED, EntityState.HELD)
        .containsEntry(LOG, EntityState.LOADING);
  }

  @Test
  void reading_is_free() {
    TargetKit.publish(target, rows(person(1, "ann")));
    next.fence(8, JOURNAL);
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.LIVE);
    assertThat(TargetKit.production(target, personShape())).hasSize(1);
    assertThat(target.quarantine().open()).isZero();
  }

  /**
   * A frozen owner that wakes up would put what it found long ago in front of what was found since.
   */
  @Test
  void what_a_former_owner_found_is_not_recorded_any_more() {
    TargetKit.publish(target, rows(person(1, "ann")));
    Verdict verdict = ProgressContract.verdict(KEYED, Verdict.Result.EQUAL, Coverage.Full.ASKED);
    target.progress().record(verdict);
    target.checks().record(CheckContract.run("before", 0));
    next.fence(8, JOURNAL);
    refused(() -> target.progress().record(verdict));
    refused(() -> target.checks().record(CheckContract.run("late", 2)));
    refused(() -> target.holds().want("crm", sourceTable().id(), Alterations.ANEW));
    assertThat(next.checks().runs(9)).extracting(CheckRun::id).containsExactly("before");
    assertThat(next.holds().all()).isEmpty();
    next.progress().record(verdict);
  }

  @Test
  void a_former_owner_decides_about_no_held_table() {
    TargetKit.publish(target, rows(person(1, "ann")));
    TableId table = sourceTable().id();
    target.holds().want("crm", table, Alterations.ANEW);
    HeldTable wanted = target.holds().all().get(0);
    next.fence(8, JOURNAL);
    refused(() -> target.holds().release(wanted, ""));
    refused(() -> target.holds().leaveOut("crm", table, Set.of("name")));
    assertThat(next.holds().all()).containsExactly(wanted);
    assertThat(next.holds().leftOut("crm", table)).isEmpty();
    try (TargetDatabase person = openAgain(shapes())) {
      person.holds().leaveOut("crm", table, Set.of("name"));
      assertThat(person.holds().release(wanted, "")).isTrue();
    }
    assertThat(next.holds().all()).isEmpty();
    assertThat(next.holds().leftOut("crm", table)).containsExactly("name");
  }

  /** What an owner does beside his run, for a table that was altered. */
  @Test
  void who_works_under_an_epoch_decides_nothing_once_it_is_not_the_latest() {
    TargetKit.publish(target, rows(person(1, "ann")));
    TableId table = sourceTable().id();
    try (TargetDatabase beside = openAgain(shapes())) {
      beside.under(7);
      beside.reshape(shapes());
      beside.holds().want("crm", table, Alterations.ANEW);
      beside.acts().decide("crm.person", "evolve", "ann", "before");
      HeldTable wanted = next.holds().all().get(0);
      next.fence(8, JOURNAL);
      refused(() -> beside.reshape(shapes()));
      refused(() -> beside.holds().release(wanted, ""));
      refused(() -> beside.holds().leaveOut("crm", table, Set.of("name")));
      refused(() -> beside.acts().decide("crm.person", "evolve", "ann", "late"));
      refused(() -> beside.acts().adopt("v2", "ann", "late"));
      refused(
          () -> beside.repairs().ask(KEYED, List.of(), List.of(new Part("crm", 0)), "ann", "late"));
      assertThat(next.holds().all()).containsExactly(wanted);
      beside.under(0);
      beside.acts().adopt("v2", "ann", "by a person");
    }
    assertThat(next.holds().leftOut("crm", table)).isEmpty();
    assertThat(next.acts().pending(9))
        .extracting(Act::reason)
        .containsExactly("before", "by a person");
    assertThat(next.repairs().open()).isEmpty();
  }

  @Test
  void whoever_never_fenced_may_record_what_he_found() {
    TargetKit.publish(target, rows(person(1, "ann")));
    try (TargetDatabase other = openAgain(shapes())) {
      other
          .progress()
          .record(ProgressContract.verdict(KEYED, Verdict.Result.EQUAL, Coverage.Full.ASKED));
      other.checks().record(CheckContract.run("beside", 0));
      other.holds().want("crm", sourceTable().id(), Alterations.ANEW);
    }
    assertThat(target.progress().latestVerdicts()).hasSize(1);
    assertThat(target.checks().runs(9)).hasSize(1);
    assertThat(target.holds().all()).hasSize(1);
  }

  private static StreamState moved(StreamState from) {
    return new StreamState(
        from.streamId(), from.nextOffset() + 1, TargetKit.at(1), 1, null, from.epoch());
  }

  @Test
  void a_stream_that_was_owned_before_cannot_be_applied() {
    try (Applier late = target.openApplier("crm")) {
      StreamState before = late.own("stream", 0);
      next.fence(8, JOURNAL);
      refused(() -> late.begin(before, moved(before), "v1").close());
      assertThat(late.resolve().epoch()).isNotEqualTo(before.epoch());
      try (Applier applier = next.openApplier("crm")) {
        StreamState now = applier.own("stream", 0);
        assertThat(now.nextOffset()).isEqualTo(before.nextOffset());
        try (StreamSession session = applier.begin(now, moved(now), "v1")) {
          session.hold(KEYED, List.of(insert(1, person(1, "ann"))));
          TargetKit.done(session.commit(1));
        }
      }
    }
    assertThat(next.publisher().held(KEYED)).isEqualTo(1);
  }

  @Test
  void a_session_that_was_open_does_not_commit() {
    try (Applier late = target.openApplier("crm")) {
      StreamState before = late.own("stream", 0);
      StreamSession session = late.begin(before, moved(before), "v1");
      session.hold(KEYED, List.of(insert(1, person(1, "ann"))));
      next.fence(8, JOURNAL);
      withoutEffect(() -> session.commit(1));
      session.close();
      assertThat(next.progress().streamState("crm").orElseThrow().nextOffset()).isZero();
      assertThat(next.publisher().held(KEYED)).isZero();
    }
  }

  @Test
  void held_changes_that_were_taken_are_still_held() {
    TargetKit.load(target, rows());
    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 0);
      try (StreamSession session = applier.begin(state, moved(state), "v1")) {
        session.hold(KEYED, List.of(insert(1, person(1, "ann"))));
        TargetKit.done(session.commit(1));
      }
    }
    target.loader().complete(KEYED);
    DrainSession late = target.publisher().drain();
    assertThat(late.take(KEYED, 10, MUCH)).hasSize(1);
    next.fence(8, JOURNAL);
    withoutEffect(late::commit);
    late.close();
    assertThat(next.publisher().held(KEYED)).isEqualTo(1);
  }

  @Test
  void what_was_about_to_be_published_is_not() {
    TargetKit.load(target, rows(person(1, "ann")));
    for (String entity : List.of(KEYED, LOG)) {
      target.loader().complete(entity);
      target.publisher().ready(entity);
    }
    PublishSession late = target.publisher().publish(List.of(KEYED, LOG));
    next.fence(8, JOURNAL);
    withoutEffect(late::commit);
    late.close();
    assertThat(next.progress().entityStates()).containsEntry(KEYED, EntityState.HELD);
    try (PublishSession session = next.publisher().publish(List.of(KEYED, LOG))) {
      TargetKit.done(session.commit());
    }
    assertThat(next.progress().entityStates()).containsEntry(KEYED, EntityState.LIVE);
  }

  @Test
  void a_chunk_that_was_leased_is_free_and_its_former_holder_cannot_commit() {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease before = target.loader().lease(sourceTables(), "late", LEASE).orElseThrow();
    ChunkLoad late = target.loader().begin(before, "v1");
    late.write(person(1, "late"));
    next.fence(8, JOURNAL);
    assertThat(target.loader().renew(before, LEASE)).isFalse();
    withoutEffect(() -> late.commit(new ChunkResult(1, 1, null)));
    ChunkLease now = next.loader().lease(sourceTables(), "next", LEASE).orElseThrow();
    assertThat(now.id()).isEqualTo(before.id());
    try (ChunkLoad load = next.loader().begin(now, "v1")) {
      load.write(person(1, "ann"));
      TargetKit.done(load.commit(new ChunkResult(1, 1, null)));
    }
    assertThat(next.loader().complete(KEYED)).isZero();
    late.close();
  }

  @Test
  void a_load_that_never_ends_is_not_in_the_way() {
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease before = target.loader().lease(sourceTables(), "late", LEASE).orElseThrow();
    ChunkLoad frozen = target.loader().begin(before, "v1");
    frozen.writeTogether(rows(person(1, "late")));
    next.fence(8, JOURNAL);
    ChunkLease now = next.loader().lease(sourceTables(), "next", LEASE).orElseThrow();
    try (ChunkLoad load = next.loader().begin(now, "v1")) {
      TargetKit.done(load.commit(new ChunkResult(0, 1, null)));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(next.loader().complete(KEYED)).isZero());
    frozen.close();
  }
}
