package dev.crossfade.server.command;

import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.server.http.ServerSettings.Listen;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.ControlLogin;
import dev.crossfade.server.wiring.ServersKafka;
import dev.crossfade.server.worker.WorkerProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Helps with the migrations of servers until it is told to end. */
@Command(
    name = "worker",
    description =
        "Helps servers with the data: copies chunks of history and follows streams of changes, on this"
            + " machine or another. Any number of them; each may be ended or killed at any time.",
    mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--control-url",
      required = true,
      paramLabel = "URL",
      description =
          "The servers' control store: postgresql://host:port/database. User and password from the URL"
              + " or from CROSSFADE_CONTROL_USER and CROSSFADE_CONTROL_PASSWORD.")
  private String controlUrl = "";

  @Mixin private final ControlTlsOptions controlTls = new ControlTlsOptions();

  @Option(
      names = "--kafka-bootstrap",
      paramLabel = "HOST:PORT",
      description =
          "The servers' Kafka, for migrations that name none. Without it only migrations that name one"
              + " are helped with.")
  private @Nullable String bootstrap;

  @Mixin private KafkaTlsOptions kafkaTls = new KafkaTlsOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8485",
      description =
          "Where to answer /livez, /readyz and /startupz; port 0 for any. Default: ${DEFAULT-VALUE}.")
  private String listen = "";

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".crossfade/worker",
      description = "Folder of the log. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  @Mixin private final SecretOptions secrets = new SecretOptions();

  @Option(
      names = "--log",
      paramLabel = "STYLE",
      defaultValue = "text",
      description = "How the log looks: text or json. Default: ${DEFAULT-VALUE}.")
  private LogFile.Style log = LogFile.Style.TEXT;

  WorkerCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    WorkerProcess worker =
        WorkerProcess.start(
            new WorkerProcess.Settings(
                Listen.parse(listen),
                data,
                ControlLogin.settings(controlUrl, controlTls.said(), console.environment()),
                kafka(),
                log,
                secrets.released(),
                console.environment()));
    CountDownLatch ended = new CountDownLatch(1);
    Thread end =
        new Thread(
            () -> {
              worker.close();
              ended.countDown();
            },
            "end");
    Runtime.getRuntime().addShutdownHook(end);
    console.say("crossfade works, and tells how it is at " + worker.url());
    ended.await();
    return Exit.OK.code();
  }

  private @Nullable KafkaAccess kafka() {
    return bootstrap == null
        ? null
        : ServersKafka.streams(bootstrap, kafkaTls.said(), kafkaTls.login(), console.environment());
  }
}
