package dev.crossfade.server.wiring;

import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.engine.drift.Evolution;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tables that got columns as they are now, where the specification wants that without anybody
 * being asked. It does what a person does by {@code drift accept}, and like him can begin again
 * where it was. What it cannot take waits for a person.
 */
public final class Evolver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Evolver.class);
  private static final long LOOK_MILLIS = 500;
  private static final long LAST_MILLIS = 30_000;
  private static final long AGAIN = TimeUnit.SECONDS.toNanos(15);

  /** What the audit log says of it. */
  private static final String DECISION = "evolve";

  private final Path folder;
  private final Map<String, String> environment;
  private final Consumer<String> told;
  private final Map<String, Long> tried = new HashMap<>();
  private volatile boolean ended;
  private @Nullable Thread thread;

  private Evolver(Path folder, Map<String, String> environment, Consumer<String> told) {
    this.folder = folder;
    this.environment = environment;
    this.told = told;
  }

  /**
   * Goes on with what a run that ended had begun, before another one reads the folder. As little as
   * while it runs may anybody do so while somebody else acts.
   */
  public static void finish(Path folder, Map<String, String> environment, Consumer<String> told)
      throws InterruptedException {
    try {
      Specification specification = Specification.load(folder, environment);
      if (wanted(specification.spec())) {
        new Evolver(folder, environment, told).finish(specification);
      }
    } catch (RuntimeException e) {
      LOG.info("tables that were altered wait for the run", e);
    }
  }

  private void finish(Specification specification) throws InterruptedException {
    MigrationSpec spec = specification.spec();
    try (ControlStore control = Controls.open(spec, specification.secrets());
        TargetDatabase target = Targets.open(spec, specification.secrets())) {
      if (control.prepared()
          && ControlPlace.mayBe(control, target)
          && target.holds().all().stream().anyMatch(this::due)) {
        evolve(control, target, spec.name());
      }
    }
  }

  private void evolve(ControlStore control, TargetDatabase target, String migration)
      throws InterruptedException {
    Optional<Interim> interim = Interim.take(control.leases(), migration, Interim.PATIENCE);
    if (interim.isEmpty()) {
      LOG.info("tables that were altered are those of another process: migration={}", migration);
      return;
    }
    try {
      long epoch = interim.get().epoch();
      target.fence(epoch, control.audit().origin());
      evolve(new Standing(epoch, interim.get()::stands));
    } finally {
      interim.get().end();
    }
  }

  /**
   * Looks for such tables until it is closed, while this process is the one that acts.
   *
   * @param acts under which epoch it is, asked before each thing that is done
   * @param told what was done, for people
   */
  public static Evolver start(
      Connected connected,
      Supplier<OptionalLong> acts,
      Map<String, String> environment,
      Consumer<String> told) {
    Evolver evolver = new Evolver(connected.folder(), environment, told);
    if (wanted(connected.spec())) {
      Thread looking = new Thread(() -> evolver.look(connected, acts), "evolve");
      looking.setDaemon(true);
      looking.start();
      evolver.thread = looking;
    }
    return evolver;
  }

  private static boolean wanted(MigrationSpec spec) {
    return spec.entities().stream()
        .anyMatch(entity -> entity.drift().of(Drift.Kind.NEW) == DriftPolicy.EVOLVE);
  }

  private void look(Connected connected, Supplier<OptionalLong> acts) {
    try {
      while (!ended) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        step(connected, acts);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What goes wrong here goes wrong again for the person who is asked then. */
  private void step(Connected connected, Supplier<OptionalLong> acts) {
    try {
      OptionalLong epoch = acts.get();
      if (epoch.isPresent() && connected.target().holds().all().stream().anyMatch(this::due)) {
        evolve(new Standing(epoch.getAsLong(), () -> acts.get().equals(epoch)));
      }
    } catch (RuntimeException e) {
      LOG.warn("tables that were altered wait for a person, or for another look", e);
    }
  }

  private boolean due(HeldTable held) {
    Long before = tried.get(DriftDesk.label(held));
    return held.state() == HeldTable.State.HELD
        && Evolution.mayBe(held)
        && (before == null || System.nanoTime() - before > AGAIN);
  }

  private void evolve(Standing standing) {
    try (DriftDesk desk = DriftDesk.open(folder, environment, standing)) {
      for (HeldTable held : desk.held()) {
        if (!ended && due(held)) {
          tried.put(DriftDesk.label(held), System.nanoTime());
          evolve(desk, held);
        }
      }
    }
  }

  private void evolve(DriftDesk desk, HeldTable held) {
    String label = DriftDesk.label(held);
    DriftProposal proposal = desk.proposal(List.of(held));
    Optional<String> obstacle = desk.obstacle(held, proposal);
    if (obstacle.isPresent()) {
      LOG.info("table waits for a person: table={} reason={}", label, obstacle.get());
      return;
    }
    List<String> notes = desk.accept(List.of(held), proposal, DECISION, held.reason());
    LOG.info("table followed as it is now: table={} reason={}", label, held.reason());
    told.accept("Followed as it is now: " + label + ", " + held.reason());
    notes.forEach(told);
  }

  /** Ends what it is about first: nobody else shall find it half done. */
  @Override
  public void close() {
    ended = true;
    Thread looking = thread;
    try {
      if (looking != null) {
        looking.join(LAST_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
