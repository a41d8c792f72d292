package dev.crossfade.bench;

import dev.crossfade.bench.gateway.Proxies;
import dev.crossfade.bench.history.History;
import dev.crossfade.bench.history.Linear;
import dev.crossfade.bench.history.MariaHistory;
import dev.crossfade.bench.impact.Impact;
import dev.crossfade.bench.loops.Loops;
import dev.crossfade.bench.meter.Machine;
import dev.crossfade.bench.report.Document;
import dev.crossfade.bench.report.Markdown;
import dev.crossfade.bench.report.ResultFiles;
import dev.crossfade.bench.report.Section;
import dev.crossfade.bench.stream.Latency;
import dev.crossfade.bench.stream.Streams;
import dev.crossfade.bench.verify.Reverification;
import dev.crossfade.bench.verify.Verification;
import dev.crossfade.bench.workers.Workers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code bench/run WHAT [options]}: one measurement, or all of them one after the other. */
public final class Bench {

  private static final Map<String, Measurement> KNOWN = new LinkedHashMap<>();

  static {
    KNOWN.put("history", History::contacts);
    KNOWN.put("history-all", History::everything);
    KNOWN.put("history-mariadb", MariaHistory::measure);
    KNOWN.put("verify", Verification::measure);
    KNOWN.put("reverify", Reverification::measure);
    KNOWN.put("workers", Workers::measure);
    KNOWN.put("stream", Streams::backlog);
    KNOWN.put("apply", Streams::apply);
    KNOWN.put("latency", Latency::measure);
    KNOWN.put("audit-history", History::unrecorded);
    KNOWN.put("audit-stream", Streams::unrecorded);
    KNOWN.put("checks", Streams::checked);
    KNOWN.put("impact", Impact::measure);
    KNOWN.put("linear", Linear::measure);
    KNOWN.put("mapping", Loops::mapping);
    KNOWN.put("gateway", Proxies::measure);
  }

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0 || !known(arguments[0])) {
      System.err.println(
          "usage: bench/run WHAT [--scale N] [--reps N] [--only A,B] [--results DIR]");
      System.err.println("WHAT is all, report or one of " + String.join(", ", KNOWN.keySet()));
      System.exit(2);
    }
    Path root = Path.of(System.getProperty("crossfade.root")).toAbsolutePath();
    Options options = Options.parse(List.of(arguments).subList(1, arguments.length), root);
    if (arguments[0].equals("report")) {
      Document.update(root.resolve("docs/performance.md"), options.results());
    }
    for (Map.Entry<String, Measurement> each : KNOWN.entrySet()) {
      if (arguments[0].equals("all") || arguments[0].equals(each.getKey())) {
        measure(each.getKey(), each.getValue(), options);
      }
    }
    System.exit(0);
  }

  private static boolean known(String what) {
    return what.equals("all") || what.equals("report") || KNOWN.containsKey(what);
  }

  private static void measure(String name, Measurement measurement, Options options)
      throws Exception {
    System.out.println(name + ":");
    Map<String, String> facts = Machine.facts();
    facts.put("scale", String.valueOf(options.scale()));
    facts.put("repetitions", String.valueOf(options.repetitions()));
    try (Workplace workplace = Workplace.create()) {
      Section section = measurement.measure(options, workplace).on(facts);
      ResultFiles.write(section, options.results());
      System.out.println("\n" + Markdown.of(section));
    }
  }
}
