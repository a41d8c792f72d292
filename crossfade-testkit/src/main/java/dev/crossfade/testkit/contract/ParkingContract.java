package dev.crossfade.testkit.contract;

import static dev.crossfade.testkit.contract.TargetKit.KEYED;
import static dev.crossfade.testkit.contract.TargetKit.LOG;
import static dev.crossfade.testkit.contract.TargetKit.key;
import static dev.crossfade.testkit.contract.TargetKit.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every session that parks refused rows must do. */
abstract class ParkingContract extends TargetContract {

  static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678901Z");

  static StreamState next(StreamState from) {
    return new StreamState(
        from.streamId(),
        from.nextOffset() + 1,
        TargetKit.at(from.nextOffset() + 1),
        from.mark() + 5,
        THEN,
        from.epoch());
  }

  final void apply(Consumer<StreamSession> body) {
    try (Applier applier = target.openApplier("crm")) {
      StreamState from = applier.own("stream", 10);
      try (StreamSession session = applier.begin(from, next(from), "v1")) {
        body.accept(session);
        TargetKit.done(session.commit(1));
      }
    }
  }

  final void people(long... ids) {
    TargetKit.publish(
        target, java.util.Arrays.stream(ids).mapToObj(id -> person(id, "p" + id)).toList());
  }

  private List<String> open(String entity) {
    return target.quarantine().list(entity, 100).stream()
        .map(
            item ->
                item.change().key()
                    + " "
                    + item.change().sourceKeyText()
                    + " "
                    + item.change().payload())
        .toList();
  }

  @Test
  void of_a_refused_row_only_the_newest_image_is_open() {
    people();
    apply(
        session -> {
          for (int i = 0; i < 20; i++) {
            session.park(
                List.of(
                    TargetKit.parked(KEYED, key(1), "id=1", TargetKit.at(i), "a" + i),
                    TargetKit.parked(KEYED, null, "id=1", TargetKit.at(i), "c" + i),
                    TargetKit.parked(KEYED, key(1), "id=1", TargetKit.at(i), "b" + i)));
          }
        });
    assertThat(open(KEYED)).containsExactly(key(1) + " id=1 b19", "null id=1 c19");
    apply(session -> session.park(List.of(TargetKit.parked(KEYED, key(1), "id=1"))));
    assertThat(open(KEYED)).containsExactly(key(1) + " id=1 {}", "null id=1 c19");
    assertThat(target.quarantine().open()).isEqualTo(2);
  }

  @Test
  void an_image_of_another_row_or_of_nobody_knows_which_takes_no_place() {
    people();
    apply(
        session -> {
          for (int i = 0; i < 2; i++) {
            session.park(
                List.of(
                    TargetKit.parked(KEYED, key(1), "id=" + i),
                    TargetKit.parked(KEYED, key(2 + i), "id=2"),
                    TargetKit.parked(KEYED, key(1), ""),
                    TargetKit.parked(LOG, null, "id=1")));
          }
        });
    assertThat(open(KEYED)).hasSize(6);
    assertThat(open(LOG)).hasSize(2);
  }

  @Test
  void what_was_never_applied_stays_known_until_something_is() {
    people();
    String row = "{\"source\":{}}";
    apply(
        session ->
            session.park(
                List.of(
                    TargetKit.parked(KEYED, key(1), "id=1", null, row),
                    TargetKit.parked(KEYED, key(2), "id=2", TargetKit.at(1), row),
                    TargetKit.parked(KEYED, key(3), "id=3", null, "{\"target\":{}}"))));
    for (int i = 0; i < 3; i++) {
      apply(
          session -> {
            for (int id = 1; id < 4; id++) {
              session.park(List.of(TargetKit.parked(KEYED, key(id), "id=" + id)));
            }
          });
    }
    assertThat(target.quarantine().list(KEYED, 10))
        .extracting(QuarantineItem::neverApplied)
        .containsExactly(false, false, true);
    apply(
        session -> {
          session.supersede(KEYED, List.of(key(1)));
          session.park(List.of(TargetKit.parked(KEYED, key(1), "id=1")));
        });
    assertThat(target.quarantine().list(KEYED, 10))
        .noneMatch(QuarantineItem::neverApplied)
        .hasSize(3);
  }
}
