package dev.crossfade.server.command;

import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.PhaseTable;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.preflight.Item;
import dev.crossfade.core.preflight.StateGates;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.cutover.Certificates;
import dev.crossfade.server.cutover.CrossingEndView;
import dev.crossfade.server.cutover.PreflightView;
import dev.crossfade.server.cutover.Watch;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Audits;
import dev.crossfade.server.wiring.Crossings;
import dev.crossfade.spi.target.ProgressStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for clients to be moved, and watches that. */
abstract class CrossingExecuteCommand extends CrossingCommand {
  private static final String CARRIED_OUT =
      "Whoever carries the migration out does it: a run, or a server. If it takes longer than it"
          + " may, clients stay where they were.";

  /** By how much clocks of this machine and of whoever moves clients may differ. */
  private static final Duration CLOCKS = Duration.ofSeconds(5);

  private final Side to;

  @Mixin private final Confirmation confirmation = new Confirmation();

  @Option(names = "--dry-run", description = "Shows what would be done, like plan.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to watch; the work goes on after that. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  private CrossingExecuteCommand(Console console, Side to) {
    super(console);
    this.to = to;
  }

  /** Looks whether clients may be moved at all, and says so. */
  abstract void demandGo(Crossings crossings) throws InterruptedException;

  /** To the new stack. */
  @Command(
      name = "execute",
      description = {
        "Moves the clients, unless something of the list does not pass (exit code 4).",
        CARRIED_OUT
      },
      mixinStandardHelpOptions = true)
  static final class There extends CrossingExecuteCommand {
    @Option(
        names = "--unrehearsed",
        description = "Goes on although item rehearsal does not pass, so that it can be rehearsed.")
    private boolean unrehearsed;

    There(Console console) {
      super(console, Side.NEW);
    }

    @Override
    void demandGo(Crossings crossings) throws InterruptedException {
      PreflightView preflight = CrossingCommands.look(crossings, options, Side.NEW);
      Set<Item> despite = unrehearsed ? Set.of(Item.REHEARSAL) : Set.of();
      if (!preflight.result().goDespite(despite)) {
        preflight.lines(console).forEach(console::say);
        throw preflight.refusal(despite).raise();
      }
      console.say(preflight.sentence());
    }
  }

  /** Back to the legacy stack. */
  @Command(
      name = "execute",
      description = {
        "Moves the clients back, whatever the list of preflight says: what it asks to be healthy may"
            + " be why clients are to go back. Where no run and no server would do it nothing is"
            + " asked for. What keeps data safe is looked at while they are"
            + " moved; where that does not hold they stay where they are (exit code 4).",
        CARRIED_OUT
      },
      mixinStandardHelpOptions = true)
  static final class Back extends CrossingExecuteCommand {

    /** Longer than a lease lasts, and than an owner takes that is started again at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long LOOK_MILLIS = 200;

    Back(Console console) {
      super(console, Side.LEGACY);
    }

    @Override
    void demandGo(Crossings crossings) throws InterruptedException {
      Phase phase = crossings.state().phase();
      Optional<String> owner = askable(phase) ? owner(crossings) : Optional.empty();
      unowned(crossings.migration(), options.folder(), phase, owner)
          .ifPresent(
              problem -> {
                throw problem.raise();
              });
      console.say(
          "no list is made; crossfade rollback preflight " + options.folder() + " makes it");
    }

    /** Whoever missed a renewal, because the databases are in trouble, has another one soon. */
    private Optional<String> owner(Crossings crossings) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      Optional<String> owner = crossings.owner();
      if (owner.isEmpty()) {
        console.say(
            "nobody carries it out at this moment; awaited for " + PATIENCE.toSeconds() + " s");
      }
      while (owner.isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        owner = crossings.owner();
      }
      return owner;
    }

    private static boolean askable(Phase phase) {
      return PhaseTable.MIGRATION.askable(phase).contains(Trigger.ROLL_BACK);
    }

    /** What nobody would carry out is not asked for: it would be done whenever somebody comes. */
    static Optional<Problem> unowned(
        String migration, String folder, Phase phase, Optional<String> owner) {
      Gate gate = StateGates.owner(owner);
      return gate.state() == Gate.State.PASS || !askable(phase)
          ? Optional.empty()
          : Optional.of(
              Problem.of(
                  ServerProblem.NO_GO,
                  "NO GO: nobody would move the clients of " + migration + " back.",
                  gate.item() + ": " + gate.why(),
                  "Start crossfade run " + folder + ", or the server, and ask again."));
    }
  }

  @Override
  Exit with(Crossings crossings) throws InterruptedException {
    if (dryRun) {
      options.print(CrossingCommands.plan(crossings, options, to), console);
      return Exit.OK;
    }
    return execute(crossings);
  }

  private Exit execute(Crossings crossings) throws InterruptedException {
    demandGo(crossings);
    confirmation.demand(
        crossings.migration(),
        "This moves all its clients to the " + to.word() + " stack.",
        console);
    Instant begun = Clock.systemUTC().instant().minus(CLOCKS);
    MigrationState asked = crossings.ask(to == Side.NEW ? Trigger.CUT_OVER : Trigger.ROLL_BACK);
    Optional<MigrationState> end =
        new Watch(crossings, to, console::say).until(asked.version(), Duration.ofSeconds(seconds));
    if (end.isEmpty()) {
      throw slow(crossings);
    }
    CrossingEndView view = view(crossings, end.get(), begun);
    options.print(view, console);
    if (view.across()) {
      certify(crossings, end.get());
    }
    return view.across() ? Exit.OK : Exit.BLOCKED;
  }

  /** Clients are across, whether or not that can be written down. */
  private void certify(Crossings crossings, MigrationState end) {
    Path file =
        options
            .data()
            .resolve("certificates")
            .resolve("to-%s-%d".formatted(to.word(), end.version()));
    try (Audits audits = options.audits(console)) {
      CertificateCommand.write(
          file, new Certificates(crossings).sign(audits.audit(), Clock.systemUTC().instant()));
      console.say("certificate: " + file);
    } catch (ProblemException e) {
      console.say("no certificate was written: " + e.problem().what());
    }
  }

  private CrossingEndView view(Crossings crossings, MigrationState end, Instant begun) {
    Phase wanted = to == Side.NEW ? Phase.WINDOW : Phase.LIVE;
    String trouble = end.phase() == wanted && end.trouble().isEmpty() ? "" : why(end);
    return new CrossingEndView(
        crossings.migration(), options.folder(), to, report(crossings, begun), trouble);
  }

  private static String why(MigrationState end) {
    return end.trouble().isEmpty() ? "it is " + end.phase() : end.trouble();
  }

  /** That of this attempt, not one of an earlier one. */
  private @Nullable CrossingReport report(Crossings crossings, Instant begun) {
    return crossings
        .target()
        .progress()
        .fact(ProgressStore.CROSSING)
        .filter(text -> !text.isEmpty())
        .map(CrossingReport::parse)
        .filter(each -> each.passage().to() == to && !each.begun().isBefore(begun))
        .orElse(null);
  }

  private RuntimeException slow(Crossings crossings) {
    return Problem.of(
            ServerProblem.STILL_MOVING,
            "Clients of " + crossings.migration() + " are still being moved.",
            "It was watched for " + seconds + " s.",
            "Look with crossfade cutover status " + options.folder() + ".")
        .raise();
  }
}
