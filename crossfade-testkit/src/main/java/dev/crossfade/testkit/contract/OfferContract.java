package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LEASE;
import static dev.crossfade.testkit.contract.TargetKit.insert;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static dev.crossfade.testkit.contract.TargetKit.sourceTable;
import static dev.crossfade.testkit.contract.TargetKit.sourceTables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Outcome;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.OwnershipLostException;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others work under the owner's epoch as long as he offers it, and not a moment longer. */
public abstract class OfferContract extends TargetContract {

  private static final String JOURNAL = "kit";
  private static final String V1 = "mappings 1";
  private static final String V2 = "mappings 2";

  /** The same target as somebody has it open who does not own the migration. */
  private TargetDatabase guest;

  @BeforeEach
  final void openForGuest() {
    guest = openAgain(shapes());
    target.fence(7, JOURNAL);
  }

  @AfterEach
  final void closeForGuest() {
    guest.close();
  }

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(OwnershipLostException.class);
  }

  private static void withoutEffect(Supplier<Outcome<Void>> commit) {
    try {
      assertThat(commit.get()).isNotInstanceOf(Outcome.Done.class);
    } catch (ProblemException | OwnershipLostException e) {
      // fine
    }
  }

  private void accepted() {
    assertThat(guest.offer().accept(JOURNAL, V1)).isTrue();
    assertThat(guest.offer().stands()).isTrue();
  }

  private void mayNothing() {
    assertThat(guest.offer().stands()).isFalse();
    refused(() -> guest.progress().remember("fact", "of a guest"));
    refused(() -> guest.loader().lease(sourceTables(), "guest", LEASE));
    try (Applier applier = guest.openApplier("crm")) {
      refused(() -> applier.own("stream", 0));
    }
  }

  private static StreamState moved(StreamState from) {
    return new StreamState(
        from.streamId(), from.nextOffset() + 1, TargetKit.at(1), 1, null, from.epoch());
  }

  @Test
  void what_is_not_offered_is_not_accepted() {
    assertThat(guest.offer().accept(JOURNAL, V1)).isFalse();
    target.offer().make(V2);
    assertThat(guest.offer().accept(JOURNAL, V1)).isFalse();
    mayNothing();
    assertThat(target.offer().stands()).isTrue();
  }

  @Test
  void whoever_accepted_works_under_the_owners_epoch_and_beside_him() {
    target.offer().make(V1);
    accepted();
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease lease = guest.loader().lease(sourceTables(), "guest", LEASE).orElseThrow();
    try (ChunkLoad load = guest.loader().begin(lease, "v1")) {
      load.write(person(1, "ann"));
      TargetKit.done(load.commit(new ChunkResult(1, 1, null)));
    }
    try (Applier applier = guest.openApplier("crm")) {
      StreamState state = applier.own("stream", 0);
      try (StreamSession session = applier.begin(state, moved(state), "v1")) {
        session.hold(KEYED, List.of(insert(2, person(2, "bob"))));
        TargetKit.done(session.commit(1));
      }
    }
    guest.progress().remember("fact", "of a guest");
    target.progress().remember("fact", "of the owner");
    assertThat(target.loader().complete(KEYED)).isZero();
    assertThat(target.publisher().held(KEYED)).isEqualTo(1);
  }

  @Test
  void nothing_is_left_of_an_offer_that_is_withdrawn() {
    target.offer().make(V1);
    accepted();
    target.offer().withdraw();
    mayNothing();
    assertThat(guest.offer().accept(JOURNAL, V1)).isFalse();
    target.offer().withdraw();
    target.offer().make(V1);
    mayNothing();
    accepted();
    guest.progress().remember("fact", "of a guest");
  }

  @Test
  void what_was_under_way_when_it_is_withdrawn_does_not_commit() {
    target.offer().make(V1);
    accepted();
    target.loader().plan(0, KEYED, sourceTable(), List.of(KeyRange.ALL));
    ChunkLease lease = guest.loader().lease(sourceTables(), "guest", LEASE).orElseThrow();
    ChunkLoad load = guest.loader().begin(lease, "v1");
    load.write(person(1, "late"));
    target.offer().withdraw();
    withoutEffect(() -> load.commit(new ChunkResult(1, 1, null)));
    assertThat(guest.loader().renew(lease, LEASE)).isFalse();
    load.close();
    assertThat(target.loader().lease(sourceTables(), "owner", LEASE)).isPresent();
  }

  @Test
  void a_stream_that_is_applied_when_it_is_withdrawn_stands_still() {
    target.offer().make(V1);
    accepted();
    try (Applier applier = guest.openApplier("crm")) {
      StreamState state = applier.own("stream", 0);
      StreamSession session = applier.begin(state, moved(state), "v1");
      session.hold(KEYED, List.of(insert(1, person(1, "late"))));
      target.offer().withdraw();
      withoutEffect(() -> session.commit(1));
      session.close();
      refused(() -> applier.begin(state, moved(state), "v1").close());
    }
    assertThat(target.progress().streamState("crm").orElseThrow().nextOffset()).isZero();
    assertThat(target.publisher().held(KEYED)).isZero();
  }

  @Test
  void it_outlives_its_owner_and_is_accepted_anew() {
    target.offer().make(V1);
    accepted();
    try (TargetDatabase next = openAgain(shapes())) {
      next.fence(8, JOURNAL);
      mayNothing();
      accepted();
      guest.progress().remember("fact", "of a guest");
      refused(() -> target.offer().withdraw());
      refused(() -> target.offer().make(V2));
      assertThat(target.offer().stands()).isFalse();
      assertThat(guest.offer().stands()).isTrue();
      next.fence(8, JOURNAL);
      guest.progress().remember("fact", "of a guest");
      next.offer().withdraw();
      mayNothing();
    }
  }

  @Test
  void an_offer_of_the_same_disturbs_nobody_and_one_of_something_else_everybody() {
    target.offer().make(V1);
    accepted();
    try (Applier applier = guest.openApplier("crm")) {
      StreamState state = applier.own("stream", 0);
      target.offer().make(V1);
      try (StreamSession session = applier.begin(state, moved(state), "v1")) {
        TargetKit.done(session.commit(0));
      }
      target.offer().make(V2);
      refused(() -> applier.begin(moved(state), moved(moved(state)), "v1").close());
    }
    mayNothing();
    assertThat(guest.offer().accept(JOURNAL, V1)).isFalse();
    assertThat(guest.offer().accept(JOURNAL, V2)).isTrue();
  }

  @Test
  void who_knows_the_migration_from_elsewhere_is_refused() {
    target.offer().make(V1);
    assertThatThrownBy(() -> guest.offer().accept("another", V1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.OPERATOR));
    mayNothing();
  }

  @Test
  void whoever_accepted_may_own_the_migration_later() {
    target.offer().make(V1);
    accepted();
    guest.fence(8, JOURNAL);
    guest.offer().withdraw();
    guest.progress().remember("fact", "of the owner");
    refused(() -> target.progress().remember("fact", "late"));
  }
}
