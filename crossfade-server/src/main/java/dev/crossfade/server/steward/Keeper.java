package dev.crossfade.server.steward;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.plan.LeftOut;
import dev.crossfade.core.plan.Plan;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.api.Hindrance;
import dev.crossfade.server.api.Sight;
import dev.crossfade.server.api.SpecificationFolder;
import dev.crossfade.server.audit.AuditKeeping;
import dev.crossfade.server.run.Timeline;
import dev.crossfade.server.steward.Household.House;
import dev.crossfade.server.steward.Household.Lent;
import dev.crossfade.server.steward.Household.Means;
import dev.crossfade.server.store.Documents.Document;
import dev.crossfade.server.view.ReturnView;
import dev.crossfade.server.wiring.Acting;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.LiveRun;
import dev.crossfade.server.wiring.RouteSigning;
import dev.crossfade.server.wiring.Transport;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one migration out by its journal until it is over or the server ends. Whatever keeps it
 * from that, such as a database that is away or a secret that is missing, is logged and tried
 * again, at once when somebody asks for something.
 */
final class Keeper {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LOOKS_FOR_ANOTHER = 15;
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** How long a statement may take that only somebody who looks wants. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String migration;
  private final House house;
  private final Means means;
  private final Function<@Nullable KafkaAccess, Lent> kafka;
  private final Thread thread;
  private final Semaphore asked = new Semaphore(0);
  private final Timeline timeline = new Timeline();
  private volatile @Nullable Supplier<Optional<Sight>> looks;
  private volatile @Nullable Hindrance hindrance;
  private int looked;
  private volatile boolean doubted;
  private volatile boolean ended;
  private volatile boolean working;

  Keeper(String migration, House house, Means means, Function<@Nullable KafkaAccess, Lent> kafka) {
    this.means = means;
    this.migration = migration;
    this.house = house;
    this.kafka = kafka;
    this.thread = new Thread(this::keep, "steward-" + migration);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Somebody asked for something. */
  void awake() {
    asked.release();
  }

  /** What this process knows of the migration, while it is the one that carries it out. */
  Optional<Sight> sight() {
    Supplier<Optional<Sight>> look = looks;
    return look == null ? Optional.empty() : look.get();
  }

  private Optional<Sight> sight(LiveRun run, Connected connected, TargetDatabase look) {
    return run.acts()
        ? Optional.of(
            new Sight(
                run.progress(),
                timeline.backfill(),
                timeline.seam(),
                run.comparedRows(),
                connected.compiled().version(),
                connected.contentHash(),
                () -> recorded(look, connected.spec().cutover())))
        : Optional.empty();
  }

  private static Sight.Recorded recorded(TargetDatabase target, CutoverSpec limits) {
    return new Sight.Recorded(
        target.progress().latestVerdicts(),
        target.quarantine().open(),
        target
            .progress()
            .fact(ProgressStore.CROSSING)
            .filter(text -> !text.isEmpty())
            .map(CrossingReport::parse)
            .orElse(null),
        ReturnView.of(target, limits, Instant.now()).orElse(null));
  }

  /** Lets it end; {@link #await} tells when it has. What only gets ready is broken off. */
  void end() {
    ended = true;
    asked.release();
    if (!working) {
      thread.interrupt();
    }
  }

  void await(Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    Duration rest = FIRST;
    while (!ended) {
      try {
        if (carriedOut()) {
          return;
        }
        rest = FIRST;
      } catch (ProblemException e) {
        tell(e.problem());
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        LOG.atError().setCause(e).addKeyValue("migration", migration).log("not carried out");
      } finally {
        working = false;
        looks = null;
      }
      pause(rest);
      rest = rest.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : rest.multipliedBy(2);
    }
  }

  Optional<Hindrance> hindrance() {
    return Optional.ofNullable(hindrance);
  }

  private void tell(Problem problem) {
    Hindrance before = hindrance;
    hindrance =
        before != null && before.problem().code() == problem.code()
            ? new Hindrance(problem, before.since())
            : new Hindrance(problem, Instant.now());
    LOG.atWarn()
        .addKeyValue("migration", migration)
        .addKeyValue("code", problem.code().text())
        .log("not carried out, tried again: {}; {}", problem.what(), problem.why());
  }

  /** True when it is over; false when it has to be begun anew. */
  private boolean carriedOut() throws IOException, InterruptedException {
    Optional<Document> document = house.documents().find(migration);
    if (document.isEmpty() || over()) {
      return true;
    }
    Path folder = house.data().resolve("migrations").resolve(migration).resolve("specification");
    SpecificationFolder.lay(document.get(), folder);
    Map<String, String> variables =
        SpecificationFolder.variables(document.get(), house.released(), house.environment());
    try (Connected connected = Connected.open(folder, variables, house.released()::read)) {
      refuseParts(connected.plan());
      mustGoOn();
      try (Lent lent = kafka.apply(connected.kafka())) {
        mustGoOn();
        working = true;
        return carriedOut(document.get(), connected, lent.transport());
      }
    }
  }

  private boolean over() {
    try (ControlStore control = house.control().get()) {
      return new Desk(control.journal(), Clock.systemUTC(), () -> "", SignOffDemand.NONE)
          .read(migration)
          .over();
    }
  }

  /** Nobody watches who could see that a part is missing. */
  private static void refuseParts(Plan plan) {
    List<Problem> left = plan.leftOut().stream().map(LeftOut::why).toList();
    if (!left.isEmpty()) {
      throw new ProblemException(left);
    }
  }

  private void mustGoOn() throws InterruptedException {
    if (ended) {
      throw new InterruptedException("the server ends");
    }
  }

  private boolean carriedOut(Document document, Connected connected, Transport transport)
      throws InterruptedException {
    Acting acting = new Acting(timeline);
    doubted = false;
    try (TargetDatabase look = connected.openLook(PATIENCE);
        AuditKeeping audit =
            Audits.keep(
                connected, house.data(), means.auditKey(), house.control().get(), acting::acted);
        LiveRun run =
            LiveRun.ofServer(connected, transport, control(document), acting, signing())) {
      LOG.atInfo().addKeyValue("migration", migration).log("looked after");
      looks = () -> sight(run, connected, look);
      hindrance = null;
      while (!ended && !run.over() && !run.dead() && !replaced(document) && !run.outdated()) {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
      if (run.dead()) {
        run.progress().problems().forEach(this::tell);
      }
      return run.over();
    }
  }

  private RouteSigning signing() {
    return RouteSigning.ofServer(house.routes().get(), house.data(), means.routeKey());
  }

  private ControlStore control(Document document) {
    return new SpecifiedStore(house.control().get(), () -> goesByIt(document));
  }

  /** Whether it is certain that this is the specification that is kept. */
  private boolean goesByIt(Document document) {
    try {
      doubted =
          house
              .documents()
              .find(migration)
              .filter(now -> now.contentHash().equals(document.contentHash()))
              .isEmpty();
    } catch (RuntimeException e) {
      LOG.debug("the specification is not known for the moment: migration={}", migration, e);
      doubted = true;
    }
    return !doubted;
  }

  /**
   * Whether somebody gave the migration another specification; looked at now and then, and when it
   * kept this one from going on.
   */
  private boolean replaced(Document document) {
    return (++looked % LOOKS_FOR_ANOTHER == 0 || doubted) && other(document);
  }

  private boolean other(Document document) {
    try {
      return house
          .documents()
          .find(migration)
          .filter(now -> !now.contentHash().equals(document.contentHash()))
          .isPresent();
    } catch (RuntimeException e) {
      LOG.debug("the specification is not known for the moment: migration={}", migration, e);
      return false;
    }
  }

  private void pause(Duration rest) {
    try {
      boolean somebody = asked.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
      asked.drainPermits();
      LOG.debug("tried again: migration={} asked={}", migration, somebody);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
