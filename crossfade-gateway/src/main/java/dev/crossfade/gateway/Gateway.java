package dev.crossfade.gateway;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.RouteRules;
import dev.crossfade.core.traffic.RouteTable;
import dev.crossfade.gateway.metrics.AdminServer;
import dev.crossfade.gateway.metrics.Meters;
import dev.crossfade.gateway.mirror.Comparisons;
import dev.crossfade.gateway.mirror.Mirror;
import dev.crossfade.gateway.proxy.Front;
import dev.crossfade.gateway.proxy.Scene;
import dev.crossfade.gateway.record.RecordKeeper;
import dev.crossfade.gateway.record.Routing;
import dev.crossfade.gateway.record.SteadyClock;
import dev.crossfade.spi.traffic.RouteStore;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A running gateway. */
public final class Gateway implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /** More than a deadline is looked at late. */
  private static final Duration WAKING = Duration.ofSeconds(1);

  private final GatewaySettings settings;
  private final Vertx vertx;
  private final RecordKeeper keeper;
  private final Comparisons comparisons = new Comparisons();
  private final Meters meters;
  private final List<Integer> ports;
  private final int adminPort;
  private volatile boolean ending;

  /**
   * With what a gateway is started.
   *
   * @param settings of its file
   * @param name for people
   * @param store of the record
   * @param data folder of its own
   * @param loops event loops; 0 for one per processor
   */
  public record Start(
      GatewaySettings settings, String name, RouteStore store, Path data, int loops) {}

  private Gateway(Start start) {
    this.settings = start.settings();
    known(start.name());
    RouteTable table = new RouteTable(settings.routes());
    this.meters = new Meters(table);
    this.ports = settings.listeners().stream().map(each -> free(each.address())).toList();
    this.keeper =
        RecordKeeper.start(
            new RecordKeeper.Identity(
                settings.group(),
                unique(start.name()),
                keys(),
                settings.leastEpoch(),
                gone(),
                build()),
            table,
            start.store(),
            start.data(),
            SteadyClock.ofProcess());
    int loops = start.loops() > 0 ? start.loops() : Runtime.getRuntime().availableProcessors();
    this.vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
    try {
      this.adminPort = open(loops);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The version in the jar's manifest, or {@code development}. */
  private static String build() {
    String version = Gateway.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Starts; it takes requests when this returns. */
  public static Gateway start(Start start) {
    return new Gateway(start);
  }

  private int open(int loops) {
    Routing routing = keeper.routing();
    Mirror mirror = new Mirror(vertx, settings, meters, comparisons.sink(meters, routing.table()));
    Scene scene =
        new Scene(settings, routing, meters, mirror, loops, new AtomicLong(), new AtomicInteger());
    AdminServer admin = new AdminServer(meters, keeper, () -> !ending, comparisons::json);
    Future<Integer> begun =
        vertx
            .deployVerticle(
                () -> new Front(scene, ports), new DeploymentOptions().setInstances(loops))
            .compose(id -> admin.listen(vertx, settings.admin().host(), settings.admin().port()))
            .map(server -> server.actualPort());
    return await(begun, START);
  }

  private <T> T await(Future<T> future, Duration most) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotListen(e);
    } catch (ExecutionException | TimeoutException e) {
      throw cannotListen(e);
    }
  }

  private RuntimeException cannotListen(Exception e) {
    return Problem.of(
            GatewayProblem.CANNOT_LISTEN,
            "The gateway cannot listen where its file says.",
            String.valueOf(e.getMessage()),
            "Choose addresses of this machine that nobody else listens at.")
        .raise(e);
  }

  private List<NoteKey> keys() {
    List<NoteKey> keys = new ArrayList<>();
    for (String text : settings.keys()) {
      try {
        keys.add(NoteKey.parse(text));
      } catch (IllegalArgumentException e) {
        throw Problem.of(
                GatewayProblem.BAD_KEY,
                "A key that may sign the route record is not one: " + text,
                String.valueOf(e.getMessage()),
                "Take the line that `crossfade route key` prints")
            .raise(e);
      }
    }
    return keys;
  }

  /** It is the name of a file, and a part of messages. */
  private static void known(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Problem.of(
              GatewayProblem.BAD_NAME,
              "'" + name + "' is no name of a gateway.",
              "A name begins with a letter or digit, and has up to 63 letters, digits, dots, dashes"
                  + " and underscores",
              "Choose another one with --name")
          .raise();
    }
  }

  /**
   * A name that no process had before: what an earlier one of this name forwarded, and may not have
   * ended, is not forgotten because it was started anew.
   */
  private static String unique(String name) {
    return name + "@" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** After this silence no write of this gateway is under way: it had a lease, then its limit. */
  private Duration gone() {
    return RouteRules.LEASE.plus(settings.limits().write()).plus(WAKING);
  }

  /** All event loops have to listen at the same port, so one is chosen before. */
  private int free(Address address) {
    if (address.port() != 0) {
      return address.port();
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address.host(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw cannotListen(e);
    }
  }

  /** Where it takes requests, a port for each listener of its file. */
  public List<Integer> ports() {
    return ports;
  }

  /** Where it tells how it is. */
  public int adminPort() {
    return adminPort;
  }

  /** What it obeys. */
  public Routing routing() {
    return keeper.routing();
  }

  /** What mirrors found. */
  public Comparisons comparisons() {
    return comparisons;
  }

  /** Takes no further requests, lets those under way end for a while, and ends. */
  @Override
  public void close() {
    ending = true;
    Duration most = settings.limits().drain().plusSeconds(5);
    List<Future<?>> ended = new ArrayList<>();
    vertx.deploymentIDs().forEach(id -> ended.add(vertx.undeploy(id)));
    try {
      await(Future.join(ended), most);
    } catch (RuntimeException e) {
      // what is under way then is cut
    }
    try {
      await(vertx.close(), Duration.ofSeconds(5));
    } catch (RuntimeException e) {
      // it ends with the process
    }
    if (keeper.routing().quiet()) {
      keeper.leave();
    } else {
      keeper.close();
    }
    comparisons.close();
  }
}
