package dev.crossfade.server.wiring;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.engine.EngineOptions;
import dev.crossfade.engine.run.HelpInputs;
import dev.crossfade.engine.run.HelperRun;
import dev.crossfade.engine.run.Sharing;
import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.kafka.KafkaChangeCapture;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts together how a process helps with a migration, and how its owner shares it. */
public final class LiveHelp {

  private LiveHelp() {}

  static Sharing sharing(Connected connected, KafkaAccess access) {
    return sources -> KafkaChangeCapture.openRota(access, connected.spec().name(), sources);
  }

  /**
   * Begins to help, as soon as there is work.
   *
   * @param servers Kafka of the servers, for migrations that name none
   */
  public static HelperRun start(
      Connected connected, @Nullable KafkaAccess servers, ControlStore control) {
    KafkaAccess access = access(connected, servers);
    AppliedStreams streams = new AppliedStreams(connected, access);
    HelperRun run =
        new HelperRun(
            new HelpInputs(
                Processes.name(),
                () -> control.audit().origin(),
                connected.spec(),
                connected.compiled(),
                connected.sources(),
                streams::open,
                connected.target(),
                Clock.systemUTC(),
                EngineOptions.DEFAULTS,
                sharing(connected, access)));
    run.start();
    return run;
  }

  private static KafkaAccess access(Connected connected, @Nullable KafkaAccess servers) {
    KafkaAccess own = connected.kafka();
    if (own != null) {
      return own;
    }
    if (servers == null) {
      throw Problem.of(
              ServerProblem.WORKER_WITHOUT_KAFKA,
              "The worker does not know in which Kafka the changes of "
                  + connected.spec().name()
                  + " are.",
              "Its specification names none, so they are in that of the servers.",
              "Start the worker with --kafka-bootstrap, the same as the servers have.")
          .raise();
    }
    return servers;
  }
}
