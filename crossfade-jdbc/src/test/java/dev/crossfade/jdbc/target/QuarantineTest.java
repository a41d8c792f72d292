package dev.crossfade.jdbc.target;

import static dev.crossfade.jdbc.target.TargetFixture.contacts;
import static dev.crossfade.jdbc.target.TargetFixture.moved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Op;
import dev.crossfade.core.compare.Mismatch;
import dev.crossfade.core.compare.MismatchKind;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.spi.target.TargetDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is refused stays findable, by key and in groups, and is never deleted. */
class QuarantineTest {

  private static final TargetFixture fixture = new TargetFixture();

  private static ParkedChange change(String entity, @Nullable Key key, String code) {
    return change(entity, key, "k", code);
  }

  private static ParkedChange change(
      String entity, @Nullable Key key, String sourceKey, String code) {
    return new ParkedChange(
        entity,
        0,
        "crm",
        key,
        sourceKey,
        Op.UPDATE,
        TargetFixture.at(4),
        code,
        "email",
        "too long",
        "{}",
        "v1");
  }

  @Test
  void parked_keys_are_known_until_they_are_superseded() {
    try (TargetDatabase target = fixture.prepared("q-keys", contacts("contact"));
        Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("t", 0);
      StreamState next = moved(state, 1);
      try (StreamSession session = applier.begin(state, next, "v1")) {
        assertThat(session.parked("contact", List.of(Key.of(1L)))).isEmpty();
        session.park(
            List.of(
                change("contact", Key.of(1L), "CF-1001"),
                change("contact", Key.of(1L), "other", "CF-1001"),
                change("contact", Key.of(2L), "CF-1002"),
                change("contact", null, "CF-1002")));
        assertThat(session.parked("contact", List.of(Key.of(1L), Key.of(3L))))
            .containsExactly(Key.of(1L));
        Committed.done(session.commit(4));
      }
      assertThat(target.quarantine().open()).isEqualTo(4);
      assertThat(target.quarantine().groups())
          .extracting(QuarantineGroup::code, QuarantineGroup::count)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("CF-1001", 2L),
              org.assertj.core.groups.Tuple.tuple("CF-1002", 2L));
      assertThat(target.quarantine().list("contact", 2))
          .extracting(QuarantineItem::change)
          .containsExactly(
              change("contact", null, "CF-1002"), change("contact", Key.of(2L), "CF-1002"));

      try (StreamSession session = applier.begin(next, moved(next, 1), "v1")) {
        session.supersede("contact", List.of(Key.of(1L), Key.of(77L)));
        assertThat(session.parked("contact", List.of(Key.of(1L), Key.of(2L))))
            .containsExactly(Key.of(2L));
        Committed.done(session.commit(1));
      }
      assertThat(target.quarantine().parked("contact", List.of(Key.of(1L), Key.of(2L))))
          .allSatisfy(item -> assertThat(item.change().key()).isEqualTo(Key.of(2L)))
          .isNotEmpty();
      assertThat(
              fixture.query(
                  "SELECT state, count(*) FROM crossfade.quarantine WHERE migration = 'q-keys'"
                      + " GROUP BY 1 ORDER BY 1"))
          .containsExactly("OPEN|2", "SUPERSEDED|2");
    }
  }

  @Test
  void older_images_of_a_refused_row_stay_as_evidence() {
    String longer = "x".repeat(10_000) + "\0";
    try (TargetDatabase target = fixture.prepared("q-newest", contacts("contact"));
        Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("t", 0);
      for (int i = 0; i < 3; i++) {
        StreamState next = moved(state, 1);
        try (StreamSession session = applier.begin(state, next, "v1")) {
          session.park(
              List.of(
                  change("contact", Key.of(1L), longer, "CF-1001"),
                  change("contact", Key.of(1L), longer, "CF-1002")));
          Committed.done(session.commit(1));
        }
        state = applier.resolve();
      }
      assertThat(target.quarantine().open()).isEqualTo(1);
      assertThat(
              fixture.query(
                  "SELECT state, count(*), count(superseded_by), count(superseded_at) FROM"
                      + " crossfade.quarantine WHERE migration = 'q-newest' GROUP BY 1 ORDER BY 1"))
          .containsExactly("OPEN|1|0|0", "SUPERSEDED|5|5|5");
    }
  }

  @Test
  void many_parked_keys_are_asked_for_one_by_one_and_equal_numbers_are_one_key() {
    EntityShape shape =
        TargetFixture.shape(
            "price",
            List.of("amount", "currency"),
            Column.of("amount", LogicalType.Decimal.UNCONSTRAINED).notNull(),
            Column.of("currency", new LogicalType.FixedText(3)).notNull());
    try (TargetDatabase target = fixture.prepared("q-many", shape);
        Applier applier = target.openApplier("crm")) {
      StreamState state = applier.own("t", 0);
      try (StreamSession session = applier.begin(state, moved(state, 1), "v1")) {
        List<ParkedChange> refused = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          refused.add(change("price", Key.of(new BigDecimal(i + ".50"), "EU "), "CF-1001"));
        }
        session.park(refused);
        Key equal = Key.of(new BigDecimal("7.5"), "EU");
        assertThat(session.parked("price", List.of(equal, Key.of(new BigDecimal("7.5"), "US"))))
            .containsExactly(equal);
      }
    }
  }

  @Test
  void facts_and_verdicts_are_kept() {
    try (TargetDatabase target = fixture.prepared("q-facts", contacts("contact"))) {
      target.progress().remember("stream", "a");
      target.progress().remember("stream", "b");
      assertThat(target.progress().fact("stream")).contains("b");
      assertThat(target.progress().fact("none")).isEmpty();

      Instant now = Instant.parse("2026-11-22T00:00:00Z");
      Mismatch mismatch =
          new Mismatch("contact", MismatchKind.CHANGED, "1", List.of("email", "note"));
      Verdict first =
          new Verdict(
              "contact",
              Verdict.Result.DIFFERENT,
              10,
              1,
              List.of(mismatch),
              2,
              3,
              1,
              Map.of("crm", "0/1", "ads", "x"),
              "v1",
              now,
              now.plusSeconds(1));
      Verdict second =
          new Verdict(
              "contact", Verdict.Result.EQUAL, 10, 0, List.of(), 0, 0, 0, Map.of(), "v1", now, now);
      target.progress().record(first);
      assertThat(target.progress().latestVerdicts()).containsExactly(first);
      target.progress().record(second);
      assertThat(target.progress().latestVerdicts()).containsExactly(second);
    }
  }
}
