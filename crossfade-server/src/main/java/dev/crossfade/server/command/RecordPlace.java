package dev.crossfade.server.command;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.gateway.record.FileRoutes;
import dev.crossfade.jdbc.control.ControlSettings;
import dev.crossfade.jdbc.control.ControlStores;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.ControlLogin;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the route record is kept. */
final class RecordPlace {

  @Option(
      names = "--record",
      paramLabel = "FOLDER",
      description = "Folder of the route record, for gateways of this machine alone.")
  private @Nullable Path folder;

  @Option(
      names = "--control-url",
      paramLabel = "URL",
      description =
          "Control store with the route record: postgresql://host:port/database. User and password"
              + " from the URL or from CROSSFADE_CONTROL_USER and CROSSFADE_CONTROL_PASSWORD.")
  private @Nullable String url;

  @Mixin private final ControlTlsOptions tls = new ControlTlsOptions();

  /** Opens it; connects when it is used first. */
  RouteStore open(Console console) {
    Path here = folder;
    String there = url;
    if (here != null && there == null) {
      FileRoutes routes = new FileRoutes(here, Clock.systemUTC());
      routes.prepare();
      return routes;
    }
    if (there != null && here == null) {
      return ControlStores.routes(control(there, console));
    }
    throw Problem.of(
            ServerProblem.RECORD_PLACE,
            "Where the route record is was told " + (here == null ? "not at all" : "twice") + ".",
            "It is in a folder of this machine, or in a control store.",
            "Give one of --record FOLDER and --control-url URL")
        .raise();
  }

  /** The control store, if it is in one. */
  Optional<ControlSettings> control(Console console) {
    return Optional.ofNullable(url).map(there -> control(there, console));
  }

  private ControlSettings control(String there, Console console) {
    return ControlLogin.settings(there, tls.said(), console.environment());
  }
}
