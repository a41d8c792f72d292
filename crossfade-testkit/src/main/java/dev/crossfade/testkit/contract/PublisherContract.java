package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LOG;
import static dev.crossfade.testkit.contract.TargetKit.insert;
import static dev.crossfade.testkit.contract.TargetKit.key;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static dev.crossfade.testkit.contract.TargetKit.row;
import static dev.crossfade.testkit.contract.TargetKit.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Refused;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.PublishSession;
import dev.crossfade.spi.target.Publisher;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Publisher} must do, with the changes held for it. */
public abstract class PublisherContract extends TargetContract {

  private void hold(String entity, List<EntityChange> changes) {
    try (Applier applier = target.openApplier("crm")) {
      StreamState from = applier.own("stream", 0);
      StreamState to =
          new StreamState("stream", from.nextOffset() + 1, TargetKit.at(1), 1, null, from.epoch());
      try (StreamSession session = applier.begin(from, to, "v1")) {
        session.hold(entity, changes);
        TargetKit.done(session.commit(changes.size()));
      }
    }
  }

  private static final long MUCH = 1_000_000;

  private List<EntityChange> take(String entity, int max) {
    return take(entity, max, MUCH);
  }

  private List<EntityChange> take(String entity, int max, long weight) {
    try (DrainSession session = target.publisher().drain()) {
      List<EntityChange> taken = session.take(entity, max, weight);
      TargetKit.done(session.commit());
      return taken;
    }
  }

  private void complete() {
    for (String entity : List.of(KEYED, LOG)) {
      target.loader().complete(entity);
      target.publisher().ready(entity);
    }
  }

  @Test
  void held_changes_come_back_whole_and_in_order() {
    List<EntityChange> changes = new ArrayList<>(shapesOfChanges());
    TargetKit.load(target, rows());
    hold(KEYED, changes.subList(0, 3));
    hold(KEYED, changes.subList(3, changes.size()));
    target.loader().complete(KEYED);
    assertThat(target.publisher().held(KEYED)).isEqualTo(changes.size());
    List<EntityChange> taken = new ArrayList<>(take(KEYED, 2));
    assertThat(taken).hasSize(2);
    taken.addAll(take(KEYED, 100));
    assertThat(taken)
        .usingRecursiveComparison(
            RecursiveComparisonConfiguration.builder().withStrictTypeChecking(true).build())
        .isEqualTo(changes);
    assertThat(target.publisher().held(KEYED)).isZero();
    assertThat(take(KEYED, 100)).isEmpty();
  }

  private static List<EntityChange> shapesOfChanges() {
    Key source = Key.of(new Object[] {"text key", 5L});
    Refused refused = new Refused("CF-1999", "name", "not liked", "{\"id\":\"1\"}");
    return List.of(
        insert(1, person(1, "ann")),
        change(
            2,
            Op.UPDATE,
            key(1),
            key(2),
            row(2L, "b", Unavailable.VALUE, null),
            null,
            source,
            null),
        change(3, Op.UPDATE, key(2), key(2), null, null, source, null),
        change(4, Op.UPDATE, key(2), key(3), null, null, source, refused),
        change(5, Op.INSERT, null, null, null, null, null, refused),
        change(6, Op.DELETE, key(3), null, null, null, source, null),
        change(7, Op.DELETE, null, null, null, row(9L, "x", "", null), null, null),
        change(8, Op.TRUNCATE, null, null, null, null, null, null));
  }

  private static EntityChange change(
      long number,
      Op op,
      @Nullable Key oldKey,
      @Nullable Key key,
      @Nullable Object @Nullable [] row,
      @Nullable Object @Nullable [] removed,
      @Nullable Key sourceKey,
      @Nullable Refused refused) {
    return new EntityChange(
        KEYED,
        4,
        "crm",
        op,
        oldKey,
        key,
        row,
        removed,
        sourceKey,
        TargetKit.at(number),
        4_000_000_000L,
        refused);
  }

  @Test
  void no_more_is_taken_than_fits_but_one_always() {
    TargetKit.load(target, rows());
    EntityChange light = insert(3, person(3, "light"));
    hold(KEYED, List.of(heavy(1), heavy(2), light, heavy(4), heavy(5)));
    target.loader().complete(KEYED);
    assertThat(take(KEYED, 100, HEAVY / 2)).hasSize(1);
    assertThat(take(KEYED, 100, HEAVY * 3 / 2)).hasSize(2);
    try (DrainSession session = target.publisher().drain()) {
      assertThat(session.take(KEYED, 100, HEAVY * 3 / 2)).hasSize(1);
      assertThat(session.take(KEYED, 100, HEAVY * 3 / 2)).hasSize(1);
      assertThat(session.take(KEYED, 100, HEAVY * 3 / 2)).isEmpty();
      TargetKit.done(session.commit());
    }
    assertThat(target.publisher().held(KEYED)).isZero();
  }

  private static final int HEAVY = 100_000;

  private static EntityChange heavy(long number) {
    return insert(number, row(number, "n", null, "x".repeat(HEAVY)));
  }

  @Test
  void what_was_taken_without_commit_is_still_held() {
    TargetKit.load(target, rows());
    hold(KEYED, List.of(insert(1, person(1, "ann"))));
    target.loader().complete(KEYED);
    try (DrainSession session = target.publisher().drain()) {
      assertThat(session.take(KEYED, 5, MUCH)).hasSize(1);
      assertThat(session.take(KEYED, 5, MUCH)).isEmpty();
    }
    assertThat(take(KEYED, 5)).hasSize(1);
  }

  @Test
  void draining_writes_to_staging_while_production_is_empty() {
    TargetKit.load(target, rows(person(1, "ann")));
    target.loader().complete(KEYED);
    try (DrainSession session = target.publisher().drain()) {
      session.write(TargetKit.write(List.of(), rows(person(2, "bob"))));
      TargetKit.done(session.commit());
    }
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.HELD);
    assertThat(target.catalog()).noneMatch(table -> table.id().name().equals(KEYED));
  }

  @Test
  void entities_become_live_together_with_what_the_session_wrote() {
    TargetKit.load(target, rows(person(1, "ann")));
    complete();
    complete();
    long release;
    try (PublishSession session = target.publisher().publish(List.of(KEYED, LOG))) {
      session.write(TargetKit.write(List.of(), rows(person(2, "bob"))));
      release = session.release();
      TargetKit.done(session.commit());
    }
    assertThat(release).isPositive();
    assertThat(target.progress().entityStates())
        .containsEntry(KEYED, EntityState.LIVE)
        .containsEntry(LOG, EntityState.LIVE);
    assertThat(TargetKit.production(target, personShape()))
        .containsExactly("[1, ann, ann@x, note]", "[2, bob, bob@x, note]");
  }

  @Test
  void publishing_without_commit_changes_nothing() {
    TargetKit.load(target, rows(person(1, "ann")));
    complete();
    try (PublishSession session = target.publisher().publish(List.of(KEYED, LOG))) {
      session.write(TargetKit.write(List.of(key(1)), List.of()));
    }
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.HELD);
    try (PublishSession session = target.publisher().publish(List.of(KEYED, LOG))) {
      TargetKit.done(session.commit());
    }
    assertThat(TargetKit.production(target, personShape())).hasSize(1);
  }

  @Test
  void some_rows_are_sampled_without_reading_all() {
    List<@Nullable Object[]> people = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      people.add(person(i, "p" + i));
    }
    TargetKit.publish(target, people);
    List<Object> ids = new ArrayList<>();
    try (ProductionReader reader = target.openReader()) {
      reader.sample(personShape(), 10, row -> ids.add(String.valueOf(row[0])));
      assertThat(ids).hasSizeBetween(2, 20).doesNotHaveDuplicates();
      ids.clear();
      reader.sample(personShape(), 1, row -> ids.add(String.valueOf(row[0])));
      assertThat(ids).hasSizeBetween(1, 2);
    }
  }

  @Test
  void an_entity_that_is_live_stays_so_when_prepared_again() {
    TargetKit.publish(target, rows(person(1, "ann")));
    target.prepare(shapes());
    assertThat(target.progress().entityStates()).containsEntry(KEYED, EntityState.LIVE);
    assertThat(target.loader().plan(0, KEYED, TargetKit.sourceTable(), List.of())).isFalse();
  }
}
