package dev.crossfade.server.run;

import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.LiveRun;
import dev.crossfade.server.wiring.RouteSigning;
import dev.crossfade.server.wiring.Transport;
import dev.crossfade.server.wiring.Until;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Does something that needs somebody who follows the sources. If a process follows any of them,
 * nothing of it is taken over, and entities whose source has stopped are left out; if none does,
 * this process follows all of them meanwhile.
 */
final class Followed {

  private final Connected connected;
  private final Path data;
  private final List<EntitySpec> entities;

  Followed(Connected connected, Path data, List<EntitySpec> entities) {
    this.connected = connected;
    this.data = data;
    this.entities = entities;
  }

  /** What is done meanwhile. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * @param kafka where the streams are; null when they cannot be reached from here
     * @param names the entities whose sources are followed
     * @param leftOut why each of the others is left out
     */
    T with(@Nullable KafkaAccess kafka, List<String> names, List<String> leftOut)
        throws InterruptedException;
  }

  <T> T during(Stopping stopping, Work<T> work) throws InterruptedException {
    mustBePublished();
    SignsOfLife signs = SignsOfLife.watch(connected::heard, Clock.systemUTC(), Pause.REAL);
    StreamSigns now = connected.mayBeFollowed() ? signs.await() : signs.look();
    return now.anyFollowed() ? beside(now, work) : following(signs, stopping, work);
  }

  /** While another process follows; what it cannot follow any more is left out. */
  private <T> T beside(StreamSigns signs, Work<T> work) throws InterruptedException {
    KafkaAccess kafka = Transport.find(connected.kafka(), data).orElse(null);
    return work.with(kafka, signs.comparable(entities), signs.reasons(entities));
  }

  /** While this process follows, unless another one turns out to do so. */
  private <T> T following(SignsOfLife signs, Stopping stopping, Work<T> work)
      throws InterruptedException {
    Optional<DataFolder> folder = DataFolder.claimIfFree(data);
    if (folder.isEmpty()) {
      return beside(signs.look(), work);
    }
    try (DataFolder claimed = folder.get();
        Transport transport = Transport.open(connected.kafka(), data)) {
      StreamSigns now = signs.look();
      return now.anyFollowed() ? beside(now, work) : following(transport, stopping, work);
    }
  }

  private <T> T following(Transport transport, Stopping stopping, Work<T> work)
      throws InterruptedException {
    try (LiveRun run =
        LiveRun.start(
            connected,
            transport,
            Until.VERIFIED,
            RunListener.SILENT,
            RouteSigning.ofRun(connected, data, null))) {
      stopping.whenAsked(run::stop);
      List<String> names = entities.stream().map(EntitySpec::name).toList();
      boolean live = run.awaitLive(progress -> {});
      return work.with(transport.access(), live ? names : List.of(), List.of());
    }
  }

  private void mustBePublished() {
    Map<String, EntityState> states = connected.target().progress().entityStates();
    boolean live =
        connected.spec().entities().stream()
            .allMatch(each -> states.get(each.name()) == EntityState.LIVE);
    if (!live) {
      throw Problem.of(
              ServerProblem.NOT_PUBLISHED,
              "Migration " + connected.spec().name() + " is not published yet.",
              "Only production can be compared with the sources.",
              "Start or continue it: crossfade run " + connected.folder())
          .raise();
    }
  }
}
