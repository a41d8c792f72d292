package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LOG;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static dev.crossfade.testkit.contract.TargetKit.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.check.SchemaConformity;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry.Found;
import dev.crossfade.spi.check.StagingInquiry;
import dev.crossfade.spi.check.StagingInquiry.Staged;
import dev.crossfade.spi.target.DrainSession;
import dev.crossfade.spi.target.PublishSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How every target answers questions about what is staged. */
public abstract class StagingContract extends TargetContract {

  /** A query on production that counts the rows of an entity, as the target understands it. */
  protected abstract String counting(EntityShape entity);

  private StagingInquiry staging() {
    return target.openStaging(InquiryLimits.DEFAULTS);
  }

  private void stage() {
    TargetKit.load(target, List.of(person(1, "ann"), person(2, "bob"), row(3L, "eve", null, "n")));
    target.loader().complete(KEYED);
    target.loader().complete(LOG);
  }

  @Test
  void the_staged_table_is_as_it_was_planned_and_gone_once_it_is_published() {
    stage();
    try (StagingInquiry staging = staging()) {
      assertThat(staging.table(personShape()))
          .hasValueSatisfying(
              table ->
                  assertThat(SchemaConformity.differences(personShape().table(), table)).isEmpty());
      assertThat(staging.table(logShape())).isPresent();
    }
    target.publisher().ready(KEYED);
    try (PublishSession session = target.publisher().publish(List.of(KEYED))) {
      TargetKit.done(session.commit());
    }
    try (StagingInquiry staging = staging()) {
      assertThat(staging.table(personShape())).isEmpty();
      assertThat(staging.table(logShape())).isPresent();
    }
  }

  @Test
  void rows_are_counted_against_what_was_read_loaded_and_moved_since() {
    stage();
    try (StagingInquiry staging = staging()) {
      assertThat(staging.rows(personShape())).isEqualTo(new Staged(3, 3, 3, 0, 0));
    }
    try (DrainSession session = target.publisher().drain()) {
      session.write(
          TargetKit.write(List.of(TargetKit.key(1)), List.of(person(7, "new"), person(8, "kim"))));
      TargetKit.done(session.commit());
    }
    try (StagingInquiry staging = staging()) {
      assertThat(staging.rows(personShape())).isEqualTo(new Staged(4, 3, 3, 0, 3));
    }
  }

  @Test
  void rows_that_occurred_twice_and_were_parked_count_as_moved() {
    TargetKit.load(target, List.of(person(1, "ann"), person(1, "bob"), person(2, "eve")));
    long parked = target.loader().complete(KEYED);

    try (StagingInquiry staging = staging()) {
      Staged rows = staging.rows(personShape());
      assertThat(rows.loaded()).isEqualTo(3);
      assertThat(rows.there()).isEqualTo(3 - parked);
      assertThat(rows.moved()).isEqualTo(parked).isPositive();
    }
  }

  @Test
  void nulls_and_repeated_values_are_counted() {
    stage();
    try (StagingInquiry staging = staging()) {
      assertThat(staging.nulls(personShape(), "email")).isEqualTo(1);
      assertThat(staging.nulls(personShape(), "name")).isZero();
      assertThat(staging.duplicates(personShape(), List.of("id"), 5).count()).isZero();
      assertThat(staging.duplicates(personShape(), List.of("email"), 5).count()).isZero();
      assertThat(staging.duplicates(personShape(), List.of("note"), 5).count()).isEqualTo(1);
    }
    target.publisher().ready(KEYED);
    try (StagingInquiry staging = staging()) {
      assertThat(staging.duplicates(personShape(), List.of("email"), 5).count()).isZero();
      Found found = staging.duplicates(personShape(), List.of("note"), 5);
      assertThat(found.keys()).containsExactly("note=note");
    }
  }

  private static List<List<String>> counted(int rows) {
    return List.of(List.of(Integer.toString(rows)));
  }

  @Test
  void a_query_is_answered_as_if_what_is_staged_were_published_and_nothing_is() {
    stage();
    target.publisher().ready(KEYED);
    target.publisher().ready(LOG);
    try (StagingInquiry staging = staging()) {
      assertThat(staging.ask(shapes(), counting(personShape())).rows()).isEqualTo(counted(3));
      assertThat(staging.ask(shapes(), counting(logShape())).rows()).isEqualTo(counted(0));
      assertThat(staging.table(personShape())).isPresent();
      assertThat(target.progress().entityStates().values()).containsOnly(EntityState.HELD);

      try (DrainSession session = target.publisher().drain()) {
        session.write(TargetKit.write(List.of(TargetKit.key(1)), List.of()));
        TargetKit.done(session.commit());
      }
      assertThat(staging.ask(shapes(), counting(personShape())).rows()).isEqualTo(counted(2));
    }
    try (PublishSession session = target.publisher().publish(List.of(KEYED, LOG))) {
      TargetKit.done(session.commit());
    }
    assertThat(TargetKit.production(target, personShape())).hasSize(2);
  }

  @Test
  void a_query_sees_what_was_published_before_beside_what_would_be() {
    stage();
    target.publisher().ready(LOG);
    try (PublishSession session = target.publisher().publish(List.of(LOG))) {
      TargetKit.done(session.commit());
    }
    try (StagingInquiry staging = staging()) {
      List<EntityShape> next = List.of(personShape());
      assertThat(staging.ask(next, counting(logShape())).rows()).isEqualTo(counted(0));
      assertThat(staging.ask(next, counting(personShape())).rows()).isEqualTo(counted(3));
    }
  }

  @Test
  void references_lead_to_rows_wherever_these_are_now() {
    stage();
    try (StagingInquiry staging = staging()) {
      Found orphans =
          staging.orphans(personShape(), List.of("name"), personShape(), List.of("note"), 5);
      assertThat(orphans.count()).isEqualTo(3);
      assertThat(orphans.keys()).contains("name=ann");
      assertThat(
              staging
                  .orphans(personShape(), List.of("name"), logShape(), List.of("what"), 5)
                  .count())
          .isEqualTo(3);
    }
    target.publisher().ready(LOG);
    try (PublishSession session = target.publisher().publish(List.of(LOG))) {
      TargetKit.done(session.commit());
    }
    try (StagingInquiry staging = staging()) {
      assertThat(
              staging
                  .orphans(personShape(), List.of("name"), logShape(), List.of("what"), 5)
                  .count())
          .isEqualTo(3);
    }
  }
}
