package dev.crossfade.server.command;

import dev.crossfade.core.canary.CanaryRun;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.route.RouteDesk;
import dev.crossfade.server.view.CanaryView;
import dev.crossfade.server.view.RouteView;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets the share of readers on the new stack grow by itself, and step back by itself. */
final class CanaryCommands {
  private CanaryCommands() {}

  static CommandLine of(Console console) {
    return new CommandLine(new Group())
        .addSubcommand(new Start(console))
        .addSubcommand(new CanaryRunCommand(console))
        .addSubcommand(new Status(console))
        .addSubcommand(new Promote(console))
        .addSubcommand(new HoldCanary(console))
        .addSubcommand(new Resume(console))
        .addSubcommand(new StepBack(console));
  }

  @Command(
      name = "canary",
      description = "A share of readers on the new stack that grows while it does well.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND")
  private static final class Group {}

  @Command(
      name = "status",
      description = "Shows the canaries, why they are where they are, and what gateways see.",
      mixinStandardHelpOptions = true)
  private static final class Status implements Callable<Integer> {
    private final Console console;
    @Mixin private final RouteOptions options = new RouteOptions();

    Status(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return options.with(console, desk -> new CanaryView(RouteOptions.view(desk)));
    }
  }

  /** A command that changes the canaries of some routes. */
  private abstract static class Change implements Callable<Integer> {
    private final Console console;
    @Mixin private final RouteOptions options = new RouteOptions();
    @Mixin private final RouteOptions.Changing changing = new RouteOptions.Changing();

    @Parameters(arity = "1..*", paramLabel = "ROUTE", description = "Names of routes.")
    private List<String> routes = List.of();

    Change(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return options.with(console, this::change);
    }

    abstract CanaryRun next(RouteState state, Instant now, String by);

    private CanaryView change(RouteDesk desk) {
      RouteRecord now = changing.meant(desk);
      String actor = changing.actor();
      Instant instant = Clock.systemUTC().instant();
      RouteRecord next =
          desk.changed(
              now, routes, state -> state.canary(next(state, instant, "by " + actor)), actor);
      if (changing.dryRun()) {
        return new CanaryView(RouteOptions.view(desk, next, RouteView.Standing.DRY_RUN));
      }
      desk.publish(next, changing.signer());
      return new CanaryView(RouteOptions.view(desk));
    }
  }

  @Command(
      name = "start",
      description =
          "Begins: reads of the first share of consumers go to the new stack. It grows while"
              + " crossfade canary run is at work.",
      mixinStandardHelpOptions = true)
  private static final class Start extends Change {
    @Mixin private final CanaryOptions plan = new CanaryOptions();

    Start(Console console) {
      super(console);
    }

    @Override
    CanaryRun next(RouteState state, Instant now, String by) {
      CanaryRun before = state.canary();
      if (before != null && before.live()) {
        throw unfit("there is one already, at " + before.percent() + " %");
      }
      if (state.writes() == Side.NEW) {
        throw unfit("the new stack takes the writes already");
      }
      CanaryRun begun = CanaryRun.begin(plan.plan(), now, "begun " + by);
      if (state.readsOnNew() > begun.percent()) {
        throw unfit(
            state.readsOnNew()
                + " % of the consumers read from the new stack already, and would"
                + " be taken back");
      }
      return begun;
    }
  }

  @Command(
      name = "promote",
      description = "Goes on to the next step without asking the judge; after the last one, ends.",
      mixinStandardHelpOptions = true)
  private static final class Promote extends Change {
    Promote(Console console) {
      super(console);
    }

    @Override
    CanaryRun next(RouteState state, Instant now, String by) {
      return live(state.canary()).promoted(now, by);
    }
  }

  @Command(
      name = "hold",
      description = "Keeps the share as it is. The judge may still step it back.",
      mixinStandardHelpOptions = true)
  private static final class HoldCanary extends Change {
    HoldCanary(Console console) {
      super(console);
    }

    @Override
    CanaryRun next(RouteState state, Instant now, String by) {
      return live(state.canary()).held("held " + by);
    }
  }

  @Command(
      name = "resume",
      description = "Goes on with a canary that is held.",
      mixinStandardHelpOptions = true)
  private static final class Resume extends Change {
    Resume(Console console) {
      super(console);
    }

    @Override
    CanaryRun next(RouteState state, Instant now, String by) {
      return live(state.canary()).resumed(now, "resumed " + by);
    }
  }

  @Command(
      name = "step-back",
      description = "Ends a canary: everybody reads from the legacy stack again.",
      mixinStandardHelpOptions = true)
  private static final class StepBack extends Change {
    StepBack(Console console) {
      super(console);
    }

    @Override
    CanaryRun next(RouteState state, Instant now, String by) {
      CanaryRun run = state.canary();
      if (run == null) {
        throw unfit("there is none");
      }
      return run.steppedBack("stepped back " + by);
    }
  }

  private static CanaryRun live(@Nullable CanaryRun run) {
    if (run == null || !run.live()) {
      throw unfit(run == null ? "there is none" : "it has ended: " + run.word());
    }
    return run;
  }

  private static ProblemException unfit(String why) {
    return Problem.of(
            ServerProblem.CANARY_STATE,
            "The canary cannot be changed so: " + why + ".",
            "It has to be begun before, with a share that only grows, while writes go to the"
                + " legacy stack.",
            "Look with crossfade canary status")
        .raise();
  }
}
