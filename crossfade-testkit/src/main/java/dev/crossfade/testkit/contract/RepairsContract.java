package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.audit.LoadRecord;
import dev.crossfade.spi.target.Act;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.EntityWrite;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.Repair;
import dev.crossfade.spi.target.Repairs.Part;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of repairs must do. */
public abstract class RepairsContract extends ParkingContract {

  private static final List<Part> PARTS =
      List.of(new Part("crm", Repair.EXTRAS), new Part("crm", 3), new Part("ads", 4));

  private Act ask(String... keys) {
    return target.repairs().ask(KEYED, List.of(keys), PARTS, "ann", "altered by hand");
  }

  private static EntityWrite write() {
    return new EntityWrite(
        KEYED,
        EntityWrite.Reset.KEEP,
        List.of(),
        List.of(new EntityWrite.PositionedRow(person(1, "right"), null)),
        List.of(),
        List.of());
  }

  @Test
  void what_is_asked_for_is_there_part_by_part_until_it_is_done() {
    people(1, 2);
    assertThat(target.repairs().open()).isEmpty();

    Act act = ask("id=1", "id=2");

    assertThat(act.kind()).isEqualTo(Act.Kind.REPAIR);
    assertThat(act.rows()).isEqualTo(2);
    assertThat(target.acts().pending(10)).containsExactly(act);
    List<Repair> parts = target.repairs().parts(act.id());
    assertThat(parts).isEqualTo(target.repairs().open());
    assertThat(parts).extracting(Repair::number).containsExactly(0, 1, 2);
    assertThat(parts).extracting(Repair::mapping).containsExactly(Repair.EXTRAS, 3, 4);
    assertThat(parts).extracting(Repair::source).containsExactly("crm", "crm", "ads");
    Repair first = parts.get(0);
    assertThat(first.keys()).containsExactly("id=1", "id=2");
    assertThat(first.actor()).isEqualTo("ann");
    assertThat(first.entity()).isEqualTo(KEYED);
    assertThat(first.place()).isNull();
    assertThat(first.state()).isEqualTo(Repair.State.OPEN);
  }

  @Test
  void how_far_a_part_is_commits_with_what_it_wrote_and_the_load_is_of_the_repair() {
    people(1, 2);
    ask();
    Repair before = target.repairs().open().get(1);
    Repair half = before.further(new Repair.Count(5, 1, 2, 3), "7", Repair.State.OPEN);

    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 10);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.write(write());
        session.advance(before, half);
      }
      assertThat(target.repairs().open()).contains(before);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.write(write());
        session.advance(before, half);
        TargetKit.done(session.commit(1));
      }
      assertThat(target.repairs().open()).contains(half).doesNotContain(before);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        session.advance(half, half.further(Repair.Count.NONE, null, Repair.State.DONE));
        TargetKit.done(session.commit(0));
      }
    }

    assertThat(target.repairs().open()).extracting(Repair::number).containsExactly(0, 2);
    assertThat(target.repairs().parts(half.act()).get(1).count()).isEqualTo(half.count());
    List<LoadRecord> loads = target.records().pending(100);
    LoadRecord last = loads.get(loads.size() - 1);
    assertThat(last.kind()).isEqualTo("REPAIR");
    assertThat(last.actor()).isEqualTo("ann");
  }

  /** No log tells of what it writes: neither before it began nor until it is over. */
  @Test
  void a_repair_counts_for_its_entity_with_its_begin_and_with_the_end_of_each_part() {
    people(1);
    String counted = ProgressStore.UNLOGGED_OF_ENTITY + KEYED;
    assertThat(target.progress().fact(counted)).isEmpty();

    ask();

    assertThat(target.progress().fact(counted)).contains("1");
    Repair first = target.repairs().open().get(0);
    Repair half = first.further(Repair.Count.NONE, "1/2", Repair.State.OPEN);
    apply(session -> session.advance(first, half));
    assertThat(target.progress().fact(counted)).contains("1");
    apply(
        session -> session.advance(half, half.further(Repair.Count.NONE, null, Repair.State.DONE)));
    assertThat(target.progress().fact(counted)).contains("2");
  }

  @Test
  void a_part_that_moved_meanwhile_is_not_moved_again() {
    people(1);
    ask();
    Repair before = target.repairs().open().get(0);
    apply(
        session ->
            session.advance(before, before.further(Repair.Count.NONE, "1/2", Repair.State.OPEN)));

    try (Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("stream", 10);
      try (StreamSession session = applier.begin(state, state, "v1")) {
        assertThatThrownBy(
                () ->
                    session.advance(
                        before, before.further(Repair.Count.NONE, "2/2", Repair.State.OPEN)))
            .isInstanceOf(IllegalStateException.class);
      }
    }
  }
}
