package dev.crossfade.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Work;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.engine.trouble.Troubles;
import dev.crossfade.spi.source.StreamRota;
import dev.crossfade.testkit.fault.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Who ends leaves the streams to others before it waits for what is under way. */
class LeavingTest {

  private static final Set<String> SOURCES = Set.of("crm", "ads");

  private final Setting setting = new Setting();
  private final List<Rota> opened = new ArrayList<>();
  private final Steppers runner = new Steppers();
  private BiConsumer<Work, Throwable> deaths = (work, death) -> {};
  private final ProgressBoard board = new ProgressBoard(Clock.systemUTC(), Duration.ofSeconds(1));

  private static final class Rota implements StreamRota {
    private boolean closed;

    @Override
    public boolean ours(String source) {
      return !closed;
    }

    @Override
    public void decline(String source) {}

    @Override
    public void accept(String source) {}

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Keeps works, and whether everything was left to others when it was to stop. */
  private final class Steppers implements Runner {
    private final List<Work> works = new ArrayList<>();
    private boolean leftBefore;

    @Override
    public void start(Work work) {
      works.add(work);
    }

    @Override
    public boolean stop() {
      leftBefore = !opened.isEmpty() && opened.stream().allMatch(rota -> rota.closed);
      return true;
    }

    @Override
    public boolean ended() {
      return true;
    }

    Work work(String name) {
      return works.stream().filter(work -> work.name().equals(name)).findFirst().orElseThrow();
    }
  }

  private Runner runner(BiConsumer<Work, Throwable> onDeath) {
    deaths = onDeath;
    return runner;
  }

  private StreamRota open(Collection<String> sources) {
    Rota rota = new Rota();
    opened.add(rota);
    return rota;
  }

  private RunInputs inputs() {
    RunInputs alone = setting.inputs();
    return new RunInputs(
        alone.spec(),
        alone.compiled(),
        alone.sources(),
        alone.captures(),
        alone.requests(),
        alone.target(),
        alone.clock(),
        alone.options(),
        this::open);
  }

  private Crew crew(RunInputs inputs) {
    return new Crew(
        inputs, runner, board, event -> {}, (work, problem) -> {}, (source, task, problem) -> {});
  }

  private Mappings prepared(RunInputs inputs) {
    inputs.target().fence(1, setting.control.audit().origin());
    return new Startup(inputs).target();
  }

  private Hands hands(Clock clock) {
    RunInputs owner = inputs();
    prepared(owner);
    owner.target().offer().make(owner.compiled().version());
    Hands hands =
        new Hands(
            new HelpInputs(
                "helper",
                () -> setting.control.audit().origin(),
                owner.spec(),
                owner.compiled(),
                owner.sources(),
                setting::stream,
                owner.target(),
                clock,
                owner.options(),
                this::open),
            this::runner,
            new Troubles(clock, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    hands.begin();
    return hands;
  }

  @Test
  void a_helper_of_whom_a_part_has_died_goes_on_for_a_minute() {
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    Hands hands = hands(clock);
    deaths.accept(runner.works.get(0), new StackOverflowError());
    clock.advance(Duration.ofSeconds(59));
    assertThat(hands.welcome()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(hands.welcome()).isFalse();
  }

  @Test
  void a_helper() {
    Hands hands = hands(Clock.systemUTC());
    assertThat(opened).hasSize(1);
    hands.end();
    assertThat(runner.leftBefore).isTrue();
  }

  @Test
  void an_owner() {
    RunInputs owner = inputs();
    prepared(owner);
    Shift shift =
        new Shift(
            owner,
            this::runner,
            board,
            List::of,
            () -> MigrationState.draft("unify"),
            Setting.mandate(),
            event -> {});
    shift.follow();
    runner.work("follow").step();
    assertThat(opened).hasSize(1);
    shift.end();
    assertThat(runner.leftBefore).isTrue();
  }

  @Test
  void streams_that_are_shared_after_all_was_left_are_left_too() {
    RunInputs owner = inputs();
    Mappings mappings = prepared(owner);
    Crew crew = crew(owner);
    crew.leave();
    crew.share(mappings, SOURCES);
    assertThat(opened).singleElement().satisfies(rota -> assertThat(rota.closed).isTrue());
  }

  @Test
  void a_rehearsal_is_given_up() {
    RunInputs owner = inputs();
    Crew crew = crew(owner);
    crew.rehearse(prepared(owner));
    assertThat(runner.work("rehearsal").step()).isNotNull();
    crew.leave();
    assertThat(runner.work("rehearsal").step()).isNull();
  }
}
