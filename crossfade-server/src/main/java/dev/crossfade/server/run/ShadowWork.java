package dev.crossfade.server.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.shadow.ShadowResult;
import dev.crossfade.core.shadow.ShadowRun;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.ShadowSpec.LogsSpec;
import dev.crossfade.core.spec.WorkloadSpec;
import dev.crossfade.engine.Pause;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.shadow.GatewayFindings;
import dev.crossfade.server.shadow.LogComparison;
import dev.crossfade.server.shadow.StoredShadows;
import dev.crossfade.server.wiring.Connected;
import dev.crossfade.server.wiring.ShadowWiring;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks both stacks, once or by schedule, whether or not a run follows. */
public final class ShadowWork {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Connected connected;
  private final Path data;
  private final Wish wish;
  private final Console console;
  private final Clock clock = Clock.systemUTC();

  private ShadowWork(Connected connected, Path data, Wish wish, Console console) {
    this.connected = connected;
    this.data = data;
    this.wish = wish;
    this.console = console;
  }

  /**
   * What is asked.
   *
   * @param names only these workloads; empty for all
   * @param gateways whose comparisons are added
   * @param lasting how long workloads are asked by their schedule; null for once
   */
  public record Wish(List<String> names, List<URI> gateways, @Nullable Duration lasting) {
    public Wish {
      names = List.copyOf(names);
      gateways = List.copyOf(gateways);
    }
  }

  /**
   * Asks, and keeps what was found.
   *
   * @param then makes a result of the last run while everything is still connected
   */
  public static <T> T run(
      Path folder, Path data, Wish wish, Console console, Function<StoredShadows, T> then)
      throws InterruptedException {
    try (Stopping stopping = Stopping.listen();
        Connected connected = Connected.open(folder, console.environment())) {
      ShadowWork work = new ShadowWork(connected, data, wish, console);
      List<WorkloadSpec> workloads = work.workloads();
      ShadowRun last =
          new Followed(connected, data, connected.spec().entities())
              .during(
                  stopping,
                  (kafka, names, stopped) -> {
                    Map<String, String> unasked = work.unasked(workloads, names);
                    return wish.lasting() == null
                        ? work.once(workloads, unasked)
                        : work.repeatedly(workloads, unasked, wish.lasting(), stopping);
                  });
      return then.apply(new StoredShadows(connected, last));
    }
  }

  private List<WorkloadSpec> workloads() {
    List<WorkloadSpec> all = connected.whole().shadow().workloads();
    List<String> known = all.stream().map(WorkloadSpec::name).toList();
    boolean nothing = connected.whole().shadow().empty() && wish.gateways().isEmpty();
    if (nothing || !known.containsAll(wish.names())) {
      throw Problem.of(
              ServerProblem.NO_SHADOW,
              nothing
                  ? "Nothing is declared that both stacks could be asked."
                  : "Not all of these workloads are declared: " + String.join(", ", wish.names()),
              known.isEmpty() ? "There is no workload." : "There are " + String.join(", ", known),
              "Write a file of kind Shadow, or give --gateway")
          .raise();
    }
    return wish.names().isEmpty()
        ? all
        : all.stream().filter(each -> wish.names().contains(each.name())).toList();
  }

  /** Why workloads cannot be asked: what they read is not followed. */
  private Map<String, String> unasked(List<WorkloadSpec> workloads, List<String> followed) {
    List<String> all = connected.whole().entities().stream().map(EntitySpec::name).toList();
    Map<String, String> unasked = new LinkedHashMap<>();
    for (WorkloadSpec workload : workloads) {
      (workload.entities().isEmpty() ? all : workload.entities())
          .stream()
              .filter(entity -> !followed.contains(entity))
              .findFirst()
              .ifPresent(
                  entity ->
                      unasked.put(
                          workload.name(), "the sources of " + entity + " are not followed"));
    }
    return unasked;
  }

  private ShadowRun once(List<WorkloadSpec> workloads, Map<String, String> unasked)
      throws InterruptedException {
    return ShadowWiring.runner(connected)
        .run(
            UUID.randomUUID().toString(),
            connected.compiled().version(),
            workloads,
            unasked,
            others(),
            this::tell);
  }

  private List<ShadowResult> others() throws InterruptedException {
    List<ShadowResult> others = new ArrayList<>();
    if (!wish.gateways().isEmpty()) {
      others.add(GatewayFindings.of(wish.gateways(), clock));
    }
    LogsSpec logs = connected.whole().shadow().logs();
    if (!logs.equals(LogsSpec.NONE)) {
      others.add(
          new LogComparison(logs, connected.folder(), data, clock)
              .read(connected.target().shadows().latest().get(ShadowResult.LOGS)));
    }
    return others;
  }

  private void tell(ShadowResult result) {
    console.say(
        "%s: %s, %s".formatted(result.subject().replace("@", ""), result.outcome(), result.why()));
  }

  private ShadowRun repeatedly(
      List<WorkloadSpec> workloads,
      Map<String, String> unasked,
      Duration lasting,
      Stopping stopping)
      throws InterruptedException {
    ShadowSchedule schedule = new ShadowSchedule(connected.target().shadows().latest());
    Instant end = lasting.isZero() ? Instant.MAX : clock.instant().plus(lasting);
    ShadowRun last = null;
    while (last == null || clock.instant().isBefore(end)) {
      if (stopping.asked()) {
        throw new InterruptedException("stopped");
      }
      List<WorkloadSpec> due = schedule.due(workloads, clock.instant());
      if (last == null || !due.isEmpty() || schedule.othersDue(clock.instant())) {
        schedule.asked(due, clock.instant());
        last = once(due, unasked);
      }
      Pause.REAL.sleep(LOOK);
    }
    return last;
  }
}
