package dev.crossfade.server.command;

import dev.crossfade.codec.gateway.GatewayFile;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.route.GatewayProcess;
import dev.crossfade.spi.traffic.RouteStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A gateway between clients and the two stacks, until it is told to end. */
@Command(
    name = "gateway",
    description =
        "Stands between clients and both stacks: sends each request where the route record says, and"
            + " holds writes while it says so. Any number of them; each may be killed at any time.",
    mixinStandardHelpOptions = true)
final class GatewayCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "gateway.yaml",
      description = "File of listeners, stacks and routes. Default: ${DEFAULT-VALUE}.")
  private Path config = Path.of("");

  @Mixin private final RecordPlace record = new RecordPlace();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of this gateway, for people. Default: that of the machine.")
  private @Nullable String name;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".crossfade/gateway",
      description = "Folder of the last record and the log. Default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  @Option(
      names = "--log",
      paramLabel = "STYLE",
      defaultValue = "text",
      description = "How the log looks: text or json. Default: ${DEFAULT-VALUE}.")
  private LogFile.Style log = LogFile.Style.TEXT;

  GatewayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    GatewaySettings settings = GatewayFile.read(config);
    RouteStore store = record.open(console);
    prepare(store, console);
    GatewayProcess gateway = GatewayProcess.start(settings, named(name), store, data, log);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  ended.countDown();
                },
                "end"));
    console.say(gateway.sentence());
    ended.await();
    return Exit.OK.code();
  }

  /**
   * Without a control plane a gateway serves on by the last record, so that is no reason to end.
   */
  static void prepare(RouteStore store, Console console) {
    try {
      store.prepare();
    } catch (ProblemException e) {
      console.say("the route record cannot be renewed now: " + e.problem().why());
    }
  }

  /**
   * The name of a gateway.
   *
   * @param given by whoever starts it; null for that of the machine
   */
  static String named(@Nullable String given) {
    if (given != null) {
      return given;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "gateway";
    }
  }
}
