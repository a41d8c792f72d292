package dev.crossfade.server.command;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.cutover.Abort;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.wiring.Crossings;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes an attempt to move clients back. */
@Command(
    name = "abort",
    description =
        "Takes back an attempt that is under way, as long as the record does not name the other"
            + " stack. Writes go on where they were.",
    mixinStandardHelpOptions = true)
final class CrossingAbortCommand extends CrossingCommand {
  private final Side to;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait until writes go on. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  CrossingAbortCommand(Console console, Side to) {
    super(console);
    this.to = to;
  }

  @Override
  Exit with(Crossings crossings) throws InterruptedException {
    long epoch = new Abort(crossings, crossings.mustSign(), to).now(Duration.ofSeconds(seconds));
    console.say("taken back by epoch " + epoch + "; writes go on where they were");
    return Exit.OK;
  }
}
