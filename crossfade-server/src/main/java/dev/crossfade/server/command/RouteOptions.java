package dev.crossfade.server.command;

import dev.crossfade.codec.gateway.GatewayFile;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.server.audit.KeyFile;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.route.RouteDesk;
import dev.crossfade.server.view.RouteView;
import dev.crossfade.server.view.View;
import dev.crossfade.server.wiring.SwitchGuard;
import dev.crossfade.spi.traffic.RouteStore;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands about the route record take. */
final class RouteOptions {

  static final String KEY = "crossfade.dev/route";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "gateway.yaml",
      description = "File of the gateways. Default: ${DEFAULT-VALUE}.")
  private Path config = Path.of("");

  @Mixin private final RecordPlace place = new RecordPlace();
  @Mixin private final OutputOption output = new OutputOption();

  /** Does something with the record in force. */
  int with(Console console, Function<RouteDesk, ? extends View> work) {
    var settings = GatewayFile.read(config);
    try (RouteStore store = place.open(console)) {
      output.print(work.apply(new RouteDesk(settings, store)), console);
    }
    return Exit.OK.code();
  }

  /** The same where there may be no record, and no tables for any, so far. */
  int begin(Console console, Function<RouteDesk, ? extends View> work) {
    try (RouteStore store = place.open(console)) {
      store.prepare();
    }
    return with(console, work);
  }

  /**
   * Makes sure that no migration says which side takes the writes of the group.
   *
   * @throws dev.crossfade.core.problem.ProblemException when one does
   */
  void byHand(Console console) {
    String group = GatewayFile.read(config).group();
    place
        .control(console)
        .flatMap(store -> SwitchGuard.objection(store, group))
        .ifPresent(
            problem -> {
              throw problem.raise();
            });
  }

  /** The record in force. */
  static RouteView view(RouteDesk desk) {
    return view(desk, desk.inForce(), RouteView.Standing.IN_FORCE);
  }

  static RouteView view(RouteDesk desk, RouteRecord record, RouteView.Standing standing) {
    return new RouteView(record, desk.routes(record), desk.gateways(), standing);
  }

  /** What commands that change the record take besides. */
  static final class Changing {
    @Option(
        names = "--key",
        paramLabel = "FILE",
        defaultValue = "route.key",
        description = "File of the key that signs the record. Default: ${DEFAULT-VALUE}.")
    private Path key = Path.of("");

    @Option(
        names = "--epoch",
        paramLabel = "N",
        description = "Only if the record in force has this epoch.")
    private @Nullable Long epoch;

    @Option(names = "--dry-run", description = "Shows the record that would come; changes nothing.")
    private boolean dryRun;

    @Option(
        names = "--actor",
        paramLabel = "NAME",
        description = "Who changes it, for the audit log. Default: the user of this machine.")
    private @Nullable String actor;

    boolean dryRun() {
      return dryRun;
    }

    NoteSigner signer() {
      return new KeyFile(key).signer(KEY);
    }

    String actor() {
      String given = actor;
      return given == null ? System.getProperty("user.name", "somebody") : given;
    }

    /** The record in force, if it is the one that is meant. */
    RouteRecord meant(RouteDesk desk) {
      RouteRecord now = desk.inForce();
      Long wanted = epoch;
      if (wanted != null && wanted != now.epoch()) {
        throw RouteDesk.outrun(wanted, now.epoch()).raise();
      }
      return now;
    }
  }
}
