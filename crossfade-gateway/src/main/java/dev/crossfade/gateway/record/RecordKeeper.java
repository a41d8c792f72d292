package dev.crossfade.gateway.record;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.HoldBook;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.gateway.GatewayProblem;
import dev.crossfade.spi.traffic.Beat;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the record, on a thread of its own: tells the store that the gateway lives, and obeys what
 * it answers if one of the keys signed it and it is not older. Where the store is away, the gateway
 * goes on with what it has; its writes wait once that may be out of date.
 */
public final class RecordKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordKeeper.class);
  private static final long CALM_MILLIS = 200;
  private static final Duration CALM = Duration.ofMillis(CALM_MILLIS);
  private static final long EAGER_MILLIS = 5;

  /** For so long after another record the store is told again and again how far it is obeyed. */
  private static final long EAGER_NANOS = Duration.ofSeconds(1).toNanos();

  private final Identity identity;
  private final RouteStore store;
  private final RecordFolder folder;
  private final HoldBook holds;
  private final SteadyClock clock;
  private final Routing routing;
  private final AtomicLong refused = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private String note;
  private String trouble = "";
  private long told = -1;
  private long seen = -1;
  private long seenAt;

  /**
   * Who renews.
   *
   * @param group of gateways
   * @param gateway name in it
   * @param keys that may sign
   * @param leastEpoch records of earlier epochs are not obeyed
   * @param gone silence after which nothing it forwarded is under way
   * @param build version of Crossfade
   */
  public record Identity(
      String group,
      String gateway,
      List<NoteKey> keys,
      long leastEpoch,
      Duration gone,
      String build) {
    public Identity {
      keys = List.copyOf(keys);
    }
  }

  private RecordKeeper(
      Identity identity, RouteTable table, RouteStore store, Path data, SteadyClock clock) {
    this.identity = identity;
    this.store = store;
    this.clock = clock;
    this.folder = new RecordFolder(data);
    this.holds = new HoldBook(folder.holds(), clock.instant());
    this.note = folder.record().orElse("");
    RouteRecord before = note.isEmpty() ? RouteRecord.initial(identity.group()) : kept(data);
    this.routing = new Routing(table, RouteRecord.initial(identity.group()), clock);
    holds.learn(before, clock.instant());
    routing.obey(before, holds, clock.instant());
    this.thread = new Thread(this::run, "route-record");
    thread.setDaemon(true);
  }

  /** Begins with what is on disk, asks once, and goes on asking. */
  public static RecordKeeper start(
      Identity identity, RouteTable table, RouteStore store, Path data, SteadyClock clock) {
    RecordKeeper keeper = new RecordKeeper(identity, table, store, data, clock);
    keeper.renew();
    keeper.thread.start();
    return keeper;
  }

  private RouteRecord kept(Path data) {
    try {
      return RecordSeal.open(note, identity.group(), identity.keys());
    } catch (IllegalArgumentException e) {
      throw RecordFolder.unusable(data, e);
    }
  }

  /** What the gateway obeys. */
  public Routing routing() {
    return routing;
  }

  /** How many records were offered that are not obeyed. */
  public long refused() {
    return refused.get();
  }

  private void run() {
    try {
      while (!over()) {
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a moment, or until there may be another record; whether the gateway ends. */
  private boolean over() throws InterruptedException {
    long epoch = routing.record().epoch();
    if (!trouble.isEmpty()) {
      return ended.await(CALM_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (routing.settled() >= epoch && told >= epoch) {
      store.await(identity.group(), epoch, CALM);
      return ended.getCount() == 0;
    }
    if (seen != epoch) {
      seen = epoch;
      seenAt = clock.nanos();
    }
    return clock.nanos() - seenAt < EAGER_NANOS
        ? ended.await(EAGER_MILLIS, TimeUnit.MILLISECONDS)
        : settling(epoch);
  }

  /** Waits until there is something to tell, which may never be, but no longer than a moment. */
  private boolean settling(long epoch) throws InterruptedException {
    long begun = clock.nanos();
    boolean over = false;
    while (!over && routing.settled() < epoch && clock.nanos() - begun < CALM.toNanos()) {
      over = ended.await(EAGER_MILLIS, TimeUnit.MILLISECONDS);
    }
    return over;
  }

  private void renew() {
    long asked = clock.nanos();
    long wall = clock.wall();
    long settled = routing.settled();
    long epoch = routing.record().epoch();
    try {
      Optional<String> answer =
          store.renew(
              identity.group(),
              new Beat(
                  identity.gateway(),
                  epoch,
                  settled,
                  identity.gone(),
                  routing.seen(),
                  identity.build()));
      told = settled;
      obey(answer);
      if (routing.record().epoch() == 0) {
        trouble("nobody has published a record yet; begin with crossfade route init");
        return;
      }
      routing.confirmed(asked, wall);
      trouble(routing.fits() ? "" : "it is for other routes than those of the file; writes wait");
    } catch (ProblemException e) {
      trouble(e.problem().render());
    } catch (RuntimeException e) {
      trouble(e.toString());
    }
  }

  private void obey(Optional<String> answer) {
    long epoch = routing.record().epoch();
    if (answer.isEmpty() && epoch == 0) {
      return;
    }
    String offered = answer.orElseThrow(() -> refuse("the store has none any more"));
    if (offered.equals(note)) {
      return;
    }
    RouteRecord next = opened(offered);
    if (next.epoch() < identity.leastEpoch()) {
      throw refuse("its epoch is " + next.epoch() + ", the file wants " + identity.leastEpoch());
    }
    if (next.epoch() <= epoch) {
      throw refuse("its epoch is " + next.epoch() + ", that of the one in force " + epoch);
    }
    holds.learn(next, clock.instant());
    folder.keep(offered, holds.begun());
    note = offered;
    routing.obey(next, holds, clock.instant());
    LOG.atInfo()
        .addKeyValue("epoch", next.epoch())
        .addKeyValue("by", next.by())
        .log("obeys another route record");
  }

  private RouteRecord opened(String offered) {
    try {
      return RecordSeal.open(offered, identity.group(), identity.keys());
    } catch (IllegalArgumentException e) {
      throw refuse(String.valueOf(e.getMessage()));
    }
  }

  private ProblemException refuse(String why) {
    refused.incrementAndGet();
    return Problem.of(
            GatewayProblem.RECORD_REFUSED,
            "A route record is not obeyed: " + why + ".",
            "It is an older one, or somebody without a key of the group put it there",
            "Publish the record in force with a key that the gateways know")
        .raise();
  }

  private void trouble(String now) {
    if (!now.equals(trouble)) {
      trouble = now;
      if (now.isEmpty()) {
        LOG.info("the route record is renewed");
      } else {
        LOG.atWarn().addKeyValue("why", now).log("the route record cannot be renewed");
      }
    }
  }

  /** Tells the store that nothing it forwarded is under way, and ends. */
  public void leave() {
    close();
    try {
      store.leave(identity.group(), identity.gateway());
    } catch (RuntimeException e) {
      LOG.atInfo().addKeyValue("why", e.toString()).log("the store was not told of the end");
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
