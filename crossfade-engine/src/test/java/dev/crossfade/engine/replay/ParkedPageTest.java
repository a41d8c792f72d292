package dev.crossfade.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.simulation.Bench;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.Selection;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parked rows are dealt with as many at a time as memory should hold. */
class ParkedPageTest {
  private static final String ENTITY = "active_contact";
  private static final Selection WHAT = new Selection(ENTITY, null, null, null);

  private Bench bench;

  @BeforeEach
  void park() throws InterruptedException {
    bench = new Bench();
    String large = "x".repeat(5 * 1024 * 1024);
    for (long id = 1; id <= 3; id++) {
      bench.insert(id, "!" + id, large);
    }
    bench.apply(ENTITY);
  }

  @Test
  void ofLargeRowsAFewAreHeld() {
    ParkedPage first = ParkedPage.read(bench.setting.target.quarantine(), WHAT, 0);
    assertThat(first.items()).extracting(item -> item.change().sourceKeyText()).hasSize(2);
    assertThat(first.last()).isFalse();

    ParkedPage second = ParkedPage.read(bench.setting.target.quarantine(), WHAT, first.cursor());
    assertThat(second.items()).hasSize(1);
    assertThat(second.items()).extracting(QuarantineItem::id).doesNotContain(first.cursor());
    assertThat(second.last()).isTrue();
  }

  @Test
  void aTrialIsAboutAllOfThem() {
    Mappings mappings = Mappings.load(Setting.compiled(), bench.setting.target);
    Trial trial =
        new Trials(mappings, Map.of("crm", bench.setting.crm), bench.setting.target.quarantine())
            .run(WHAT);

    assertThat(trial.failing()).isEqualTo(3);
    assertThat(trial.refused()).hasSize(1);
    assertThat(trial.passing()).isZero();
  }
}
