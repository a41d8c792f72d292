package dev.crossfade.server.command;

import dev.crossfade.core.canary.CanaryPlan;
import dev.crossfade.core.canary.DataLimits;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The plan of a canary, as it is told on the command line. */
final class CanaryOptions {

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "PERCENT",
      defaultValue = "5,25,50,100",
      description = "Shares of consumers, one after the other. Default: ${DEFAULT-VALUE}.")
  private List<Integer> steps = List.of();

  @Option(
      names = "--least-millis",
      paramLabel = "N",
      defaultValue = "600000",
      description = "How long each share lasts at least. Default: ${DEFAULT-VALUE}.")
  private long least;

  @Option(
      names = "--every-millis",
      paramLabel = "N",
      defaultValue = "30000",
      description = "Shortest time from one judgement to the next. Default: ${DEFAULT-VALUE}.")
  private long every;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Fewest requests of each cohort that are judged; fewer are no pass. Default:"
              + " ${DEFAULT-VALUE}.")
  private int samples;

  @Option(
      names = "--errors-permille",
      paramLabel = "N",
      defaultValue = "10",
      description = "Most failures in 1000 reads. Default: ${DEFAULT-VALUE}.")
  private int errors;

  @Option(
      names = "--slower-percent",
      paramLabel = "N",
      defaultValue = "25",
      description =
          "How much longer answers may take than those of the legacy stack. Default:"
              + " ${DEFAULT-VALUE}.")
  private int slower;

  @Option(
      names = "--confidence-permille",
      paramLabel = "N",
      defaultValue = "980",
      description = "How sure the judge has to be, in 1000. Default: ${DEFAULT-VALUE}.")
  private int confidence;

  @Option(
      names = "--failures",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Failed judgements in a row until everybody reads from the legacy stack again. Default:"
              + " ${DEFAULT-VALUE}.")
  private int failures;

  @Option(
      names = "--lag-millis",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Most by which the data behind the new stack may be behind; needs canary run --migration."
              + " Default: not said.")
  private long lag;

  @Option(
      names = "--parity-minutes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How old the proof may be that the data equals its sources; needs canary run --migration."
              + " Default: not said.")
  private long parity;

  CanaryPlan plan() {
    try {
      return new CanaryPlan(
          steps,
          Duration.ofMillis(least),
          new CanaryPlan.Limits(
              Duration.ofMillis(every), samples, errors, slower, confidence, failures),
          new DataLimits(Duration.ofMillis(lag), Duration.ofMinutes(parity)));
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              ServerProblem.CANARY_PLAN,
              "This is no plan of a canary: " + e.getMessage() + ".",
              "One of the options breaks the rule.",
              "Look with crossfade canary start --help")
          .raise(e);
    }
  }
}
