package dev.crossfade.server.command;

import dev.crossfade.core.traffic.Hold;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.audit.KeyFile;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.route.RouteDesk;
import dev.crossfade.server.view.RouteView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at the record that gateways obey, and changes it. */
final class RouteCommands {
  private RouteCommands() {}

  static CommandLine of(Console console) {
    return new CommandLine(new Group())
        .addSubcommand(new Init(console))
        .addSubcommand(new Show(console))
        .addSubcommand(new HoldWrites(console))
        .addSubcommand(new Release(console))
        .addSubcommand(new Switch(console))
        .addSubcommand(new SetShare(console))
        .addSubcommand(new Key(console));
  }

  @Command(
      name = "route",
      description = "The record that gateways obey.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  @Command(
      name = "show",
      description = "Shows the record in force and how far each gateway has obeyed it.",
      mixinStandardHelpOptions = true)
  private static final class Show implements Callable<Integer> {
    private final Console console;
    @Mixin private final RouteOptions options = new RouteOptions();

    Show(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return options.with(console, RouteOptions::view);
    }
  }

  @Command(
      name = "init",
      description =
          "Puts the routes of the file in force: the first record of a group, or one after the file's"
              + " routes have changed. Gateways with other routes forward no write.",
      mixinStandardHelpOptions = true)
  private static final class Init implements Callable<Integer> {
    private final Console console;
    @Mixin private final RouteOptions options = new RouteOptions();
    @Mixin private final RouteOptions.Changing changing = new RouteOptions.Changing();

    Init(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return changing.dryRun()
          ? options.with(console, this::init)
          : options.begin(console, this::init);
    }

    private RouteView init(RouteDesk desk) {
      RouteRecord next = desk.init(changing.meant(desk), changing.actor());
      if (changing.dryRun()) {
        return RouteOptions.view(desk, next, RouteView.Standing.DRY_RUN);
      }
      desk.publish(next, changing.signer());
      return RouteOptions.view(desk);
    }
  }

  /** A command that changes some routes. */
  private abstract static class Change implements Callable<Integer> {
    final Console console;
    @Mixin final RouteOptions options = new RouteOptions();
    @Mixin final RouteOptions.Changing changing = new RouteOptions.Changing();

    @Parameters(arity = "1..*", paramLabel = "ROUTE", description = "Names of routes.")
    List<String> routes = List.of();

    Change(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return options.with(console, this::change);
    }

    abstract UnaryOperator<RouteState> change();

    RouteView change(RouteDesk desk) {
      RouteRecord now = changing.meant(desk);
      RouteRecord next = desk.changed(now, routes, change(), changing.actor());
      if (changing.dryRun()) {
        return RouteOptions.view(desk, next, RouteView.Standing.DRY_RUN);
      }
      desk.publish(next, changing.signer());
      after(desk, next);
      return RouteOptions.view(desk);
    }

    void after(RouteDesk desk, RouteRecord next) {
      // most changes need not be waited for
    }
  }

  @Command(
      name = "hold",
      description =
          "Lets writes of routes wait in the gateways, until they are released or the hold runs out.",
      mixinStandardHelpOptions = true)
  private static final class HoldWrites extends Change {
    @Option(
        names = "--millis",
        paramLabel = "N",
        defaultValue = "10000",
        description = "When the gateways give it up by themselves. Default: ${DEFAULT-VALUE}.")
    private long millis;

    @Option(names = "--id", paramLabel = "NAME", description = "Name of the hold. Default: drawn.")
    private @Nullable String id;

    HoldWrites(Console console) {
      super(console);
    }

    @Override
    UnaryOperator<RouteState> change() {
      Hold hold = drawn(id, millis);
      return state -> state.held(hold);
    }

    @Override
    void after(RouteDesk desk, RouteRecord next) {
      desk.awaitObeyed(next, Duration.ofMillis(millis))
          .forEach(slow -> console.say("not yet: " + slow));
    }
  }

  private static Hold drawn(@Nullable String id, long millis) {
    return new Hold(id == null ? UUID.randomUUID().toString() : id, Duration.ofMillis(millis));
  }

  @Command(
      name = "release",
      description = "Ends a hold: writes go on to the side that takes them.",
      mixinStandardHelpOptions = true)
  private static final class Release extends Change {
    Release(Console console) {
      super(console);
    }

    @Override
    UnaryOperator<RouteState> change() {
      return RouteState::released;
    }
  }

  @Command(
      name = "share",
      description = "Sets the share of consumers whose reads the new stack answers.",
      mixinStandardHelpOptions = true)
  private static final class SetShare extends Change {
    @Option(names = "--percent", required = true, paramLabel = "N", description = "From 0 to 100.")
    private int percent;

    SetShare(Console console) {
      super(console);
    }

    @Override
    UnaryOperator<RouteState> change() {
      return state -> state.share(percent);
    }
  }

  @Command(
      name = "switch",
      description =
          "Moves the writes of routes to the other side: holds them, waits until every gateway has"
              + " obeyed, moves them, and tells how long they waited. It moves no data, and is refused"
              + " where a migration of the same control store moves the clients of these gateways.",
      mixinStandardHelpOptions = true)
  private static final class Switch extends Change {
    @Option(names = "--to", required = true, paramLabel = "SIDE", description = "legacy or new.")
    private Side to = Side.LEGACY;

    @Option(
        names = "--millis",
        paramLabel = "N",
        defaultValue = "10000",
        description =
            "Most that writes are held; else nothing is moved. Default: ${DEFAULT-VALUE}.")
    private long millis;

    @Option(
        names = "--force",
        description = "Also where a migration moves them; its fence may then refuse every write.")
    private boolean force;

    Switch(Console console) {
      super(console);
    }

    @Override
    public Integer call() {
      if (!force) {
        options.byHand(console);
      }
      return super.call();
    }

    @Override
    UnaryOperator<RouteState> change() {
      return state -> state.writesTo(to);
    }

    @Override
    RouteView change(RouteDesk desk) {
      if (changing.dryRun()) {
        return super.change(desk);
      }
      RouteRecord now = changing.meant(desk);
      RouteDesk.Move move =
          new RouteDesk.Move(now, routes, to, drawn(null, millis), changing.actor());
      Duration held = desk.move(move, changing.signer());
      console.say("writes waited " + held.toMillis() + " ms");
      return RouteOptions.view(desk);
    }
  }

  @Command(
      name = "key",
      description =
          "Prints the line that a gateway's file needs to believe records signed with a key; makes the"
              + " key if there is none.",
      mixinStandardHelpOptions = true)
  private static final class Key implements Callable<Integer> {
    private final Console console;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        defaultValue = "route.key",
        description = "File of the key. Default: ${DEFAULT-VALUE}.")
    private Path key = Path.of("");

    Key(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      console.out().println(new KeyFile(key).signer(RouteOptions.KEY).key().text());
      console.out().flush();
      return Exit.OK.code();
    }
  }
}
