package dev.crossfade.server.command;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.server.cutover.Abort;
import dev.crossfade.server.cutover.MeantMove;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.view.ActView;
import dev.crossfade.server.wiring.Recall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes an attempt to move clients back. */
@Command(
    name = "abort",
    description =
        "Takes back an attempt that is under way, as long as the record does not name the other"
            + " stack. Writes go on where they were.",
    mixinStandardHelpOptions = true)
final class CrossingAbortCommand implements Callable<Integer> {
  private final Console console;
  private final Side to;
  @Mixin private final CrossingOptions options = new CrossingOptions();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait until writes go on. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  CrossingAbortCommand(Console console, Side to) {
    this.console = console;
    this.to = to;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Recall recall = options.recall(console)) {
      return with(recall).code();
    }
  }

  private Exit with(Recall crossings) throws InterruptedException {
    MeantMove meant = new MeantMove(crossings.state().version(), Set.of());
    long epoch =
        new Abort(
                crossings,
                crossings.mustSign(),
                to,
                () -> meant.objection(crossings.journal(meant.seen())))
            .now(Duration.ofSeconds(seconds));
    String sentence = "It was taken back by epoch " + epoch + "; writes go on where they were.";
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("migration", crossings.migration());
    facts.put("summary", sentence);
    facts.put("writes", to.other().word());
    facts.put("epoch", epoch);
    List<String> next = List.of("crossfade cutover status " + options.folder());
    options.print(new ActView("crossing-abort", sentence, facts, next), console);
    return Exit.OK;
  }
}
