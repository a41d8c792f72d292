package dev.crossfade.it.kills;

import static org.awaitility.Awaitility.await;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.embedded.EmbeddedService;
import dev.crossfade.it.e2e.Crossfade;
import dev.crossfade.it.kills.Blow.Aftermath;
import dev.crossfade.it.kills.Blow.Deed;
import dev.crossfade.it.kills.Stop.Fate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What can be done to whoever takes part. */
final class Deeds {

  private static final Duration OPENED = Duration.ofSeconds(30);
  private static final Duration AWAKE = Duration.ofSeconds(4);
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final Aftermath NONE = List::of;

  private Deeds() {}

  /** The server dies, and is only started again. */
  static Deed serverKilled(Fate fate) {
    return (stage, stop) -> {
      stage.server.kill();
      stop.release(fate);
      stage.restartServer();
      return NONE;
    };
  }

  /** The server is told to end: it leaves nobody before closed doors, and nobody comes after it. */
  static Deed serverTold(Side writes) {
    return (stage, stop) -> {
      int before = heard(stage);
      stage.server.send("TERM");
      await("whoever moves clients hears it").atMost(OPENED).until(() -> heard(stage) > before);
      stop.release(Fate.COMMITTED);
      stage.opened(writes, OPENED);
      await("the server has ended").atMost(OPENED).until(() -> !stage.server.alive());
      stage.restartServer();
      return NONE;
    };
  }

  private static int heard(Stage stage) {
    return stage.server.output().split("told to end: passage=", -1).length;
  }

  /**
   * The server stands still for longer than it owns the migration, and another one takes over. It
   * wakes up once all is at rest, and then nothing may change.
   */
  static Deed serverFrozen() {
    return (stage, stop) -> {
      Crossfade frozen = stage.server;
      frozen.send("STOP");
      stop.release(Fate.COMMITTED);
      stage.otherServer();
      return () -> stage.changedBy(frozen, AWAKE);
    };
  }

  /** The gateway dies with what it holds. */
  static Deed gatewayKilled() {
    return (stage, stop) -> {
      stage.gateway.kill();
      stop.release(Fate.COMMITTED);
      stage.gateway = stage.processes.gateway();
      return NONE;
    };
  }

  /**
   * Somebody takes the move back: it is told to whoever carries it out, who goes on then, and goes
   * back. The answer is that it was taken back.
   */
  static Deed takenBack() {
    return (stage, stop) -> {
      long before = stage.lookout.record().epoch();
      return aborted(stage, stop, () -> stage.lookout.record().epoch() > before, "SUCCEEDED");
    };
  }

  /**
   * Somebody takes it back just as the record that names the other side is put in force: whoever
   * takes the answer has to wait for the audit log behind it, and may say so.
   */
  static Deed takenBackTooLate() {
    return (stage, stop) -> aborted(stage, stop, stage.lookout::somebodyWaits, "CF-6094");
  }

  private static Aftermath aborted(Stage stage, Stop stop, Callable<Boolean> told, String expected)
      throws Exception {
    URI server = stage.processes.url(stage.owner);
    FutureTask<String> abort = new FutureTask<>(() -> stage.mover.abort(server));
    new Thread(abort, "abort").start();
    try {
      await("it is to be taken back").atMost(OPENED).until(told);
    } finally {
      stop.release(Fate.COMMITTED);
    }
    String answer =
        stage.mover.ended(server, abort.get(OPENED.toSeconds(), TimeUnit.SECONDS)).toString();
    return () -> answer.contains('"' + expected + '"') ? List.of() : List.of("told " + answer);
  }

  /** A worker dies that follows a stream of the sources; nobody starts it again. */
  static Deed workerKilled() {
    return (stage, stop) -> {
      stage.worker().kill();
      stop.release(Fate.COMMITTED);
      return NONE;
    };
  }

  /** A service dies, where somebody stands or elsewhere, and is started again. */
  static Deed killed(Function<Services, EmbeddedService<?>> which) {
    return (stage, stop) -> {
      EmbeddedService<?> service = which.apply(stage.services);
      service.killForcibly();
      service.restart();
      stop.release(Fate.COMMITTED);
      return NONE;
    };
  }

  /** A service dies, and is started again once writes go on without it where they were. */
  static Deed killedFor(Function<Services, EmbeddedService<?>> which, Side writes) {
    return (stage, stop) -> {
      EmbeddedService<?> service = which.apply(stage.services);
      service.killForcibly();
      stop.release(Fate.COMMITTED);
      try {
        stage.opened(writes, OPENED);
      } finally {
        service.restart();
      }
      return NONE;
    };
  }

  /** The control store carries out what it was told, the answer is lost, and it is away a while. */
  static Deed controlAnswerLost() {
    return (stage, stop) -> {
      stage.line.loseAnswers();
      stop.release(Fate.COMMITTED);
      away(stage);
      return NONE;
    };
  }

  /** The control store is cut off before it has carried out what it was told. */
  static Deed controlCut() {
    return (stage, stop) -> {
      stage.line.cut();
      stop.release(Fate.LOST);
      away(stage);
      return NONE;
    };
  }

  private static void away(Stage stage) throws Exception {
    stage.line.cut();
    Thread.sleep(AWAY.toMillis());
    stage.line.mend();
  }
}
