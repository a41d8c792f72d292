package dev.crossfade.server.command;

import dev.crossfade.codec.gateway.GatewayFile;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.route.GatewayProcess;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The gateway that a server has in its own process, if it is to have one. */
final class GatewayBeside {

  private static final String FOLDER = "gateway";

  @Option(
      names = "--gateway",
      paramLabel = "FILE",
      description =
          "Starts a gateway in this process, with listeners, stacks and routes of the file. It goes by"
              + " the record in the control store, so --control-url is needed. Default: none.")
  private @Nullable Path file;

  @Option(
      names = "--gateway-name",
      paramLabel = "NAME",
      description = "Name of that gateway, for people. Default: that of the machine.")
  private @Nullable String name;

  /**
   * What its file says; null when there is to be none.
   *
   * @param control the user's control store; null for an embedded one
   */
  @Nullable GatewaySettings settings(@Nullable ControlSettings control) {
    Path here = file;
    if (here == null) {
      return null;
    }
    if (control == null) {
      throw Problem.of(
              ServerProblem.RECORD_PLACE,
              "Where the route record of the gateway is was not told.",
              "Nobody could put a record into the embedded control store of a server: crossfade"
                  + " route has no address of it.",
              "Give --control-url URL beside --gateway.")
          .raise();
    }
    return GatewayFile.read(here);
  }

  /** Starts it; it takes requests when this returns. */
  GatewayProcess start(
      GatewaySettings settings, ControlSettings control, Path data, Console console) {
    RouteStore store = ControlStores.routes(control);
    GatewayCommand.prepare(store, console);
    GatewayProcess gateway =
        GatewayProcess.within(settings, GatewayCommand.named(name), store, data.resolve(FOLDER));
    console.say(gateway.sentence());
    return gateway;
  }
}
