package dev.crossfade.jdbc.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A newer version brings control tables up to date while this one has statements prepared. */
class StalePlanTest {

  /** From so many times on the driver has a statement prepared on a session. */
  private static final int OFTEN = 6;

  private static final TargetFixture fixture = new TargetFixture();
  private static final TableId TABLE = new TableId("public", "person");

  @AfterEach
  void restore() {
    for (String table : List.of("held_table", "applied_position")) {
      fixture.execute("ALTER TABLE crossfade." + table + " DROP COLUMN IF EXISTS later");
    }
  }

  @Test
  void what_is_held_is_read_and_decided_about_as_before() {
    try (TargetDatabase target =
        fixture.prepared("stale-plan", TargetFixture.contacts("contact"))) {
      for (int i = 0; i < OFTEN; i++) {
        target.holds().want("crm", TABLE, Alterations.ANEW);
        assertThat(target.holds().all()).hasSize(1);
      }
      List<HeldTable> before = target.holds().all();

      fixture.execute("ALTER TABLE crossfade.held_table ADD COLUMN later text");

      target.holds().want("crm", TABLE, Alterations.ANEW);
      assertThat(target.holds().all()).isEqualTo(before);
      fixture.execute("ALTER TABLE crossfade.held_table DROP COLUMN later");
      assertThat(target.holds().all()).isEqualTo(before);
      assertThat(target.holds().release(before.get(0), "")).isTrue();
    }
  }

  /** Its session lasts; whoever applies tries again whatever passes. */
  @Test
  void who_applies_is_told_that_it_passes() {
    try (TargetDatabase target =
            fixture.prepared("stale-apply", TargetFixture.contacts("contact"));
        Applier applier = target.openApplier("crm")) {
      for (int i = 0; i < OFTEN; i++) {
        applier.own("t", 0);
      }
      long epoch = applier.own("t", 0).epoch();

      fixture.execute("ALTER TABLE crossfade.applied_position ADD COLUMN later text");

      assertThatThrownBy(() -> applier.own("t", 0))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code().kind()).isEqualTo(Kind.TRANSIENT));
      assertThat(applier.own("t", 0).epoch()).isEqualTo(epoch + 1);
    }
  }
}
