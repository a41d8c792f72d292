package dev.crossfade.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.backfill.BackfillPlanner;
import dev.crossfade.engine.backfill.Restraint;
import dev.crossfade.engine.drift.HistoryStops;
import dev.crossfade.engine.throttle.Pace;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table of 400 rows is cut into chunks of 40 while its source is to be spared. */
class PlannerPaceTest {

  private static final int CHUNK = 40;

  private final AtomicLong nanos = new AtomicLong();
  private final InMemorySource ads =
      new InMemorySource("ads", List.of(Company.ADS), Set.of(), Clock.systemUTC(), Faults.NONE);
  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);

  private BackfillPlanner planner(Pace pace) {
    ads.write(
        tx -> {
          for (int i = 0; i < 400; i++) {
            tx.insert(Company.AD, "c" + i, "t" + i, "bio");
          }
        });
    target.prepare(
        List.of(
            new EntityShape("ad", Company.ADVERT.entity(), List.of(List.of("title")), List.of())));
    Mappings mappings =
        Mappings.load(new CompiledMigration(List.of(Company.ADVERT), "v1"), target.progress());
    return new BackfillPlanner(
        Map.of("ads", ads),
        target,
        mappings,
        CHUNK,
        planned -> {},
        new Restraint(Map.of("ads", pace), HistoryStops.raising()));
  }

  private long chunks() {
    return target.progress().backfill().stream().mapToLong(BackfillProgress::chunks).sum();
  }

  @Test
  void nothing_is_cut_while_the_source_rests() {
    BackfillPlanner planner = planner(new Pace(0, nanos::get));
    for (int i = 0; i < 10; i++) {
      assertThat(planner.step()).isBetween(Duration.ofMillis(1), Duration.ofMillis(100));
    }
    assertThat(chunks()).isZero();
  }

  @Test
  void cutting_takes_from_the_pace_and_goes_on_when_it_may() {
    BackfillPlanner planner = planner(new Pace(10, nanos::get));
    assertThat(planner.step()).isZero();
    assertThat(chunks()).as("one, and what is not cut yet").isEqualTo(2);
    assertThat(planner.step()).isPositive();
    assertThat(chunks()).isEqualTo(2);
    @Nullable Duration rest = Duration.ZERO;
    for (int i = 0; i < 1_000 && rest != null; i++) {
      nanos.addAndGet(rest.toNanos());
      rest = planner.step();
    }
    assertThat(rest).isNull();
    assertThat(chunks()).isEqualTo(10);
    assertThat(nanos.get()).isGreaterThan(Duration.ofSeconds(2).toNanos());
  }
}
