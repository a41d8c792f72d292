package dev.crossfade.bench.loops;

import dev.crossfade.bench.Options;
import dev.crossfade.bench.Workplace;
import dev.crossfade.bench.report.Line;
import dev.crossfade.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the inner loops under JMH. */
public final class Loops {

  private Loops() {}

  /** Mapping, digest and encoding of a row of twelve columns. */
  public static Section mapping(Options options, Workplace workplace) throws Exception {
    List<Line> lines = new ArrayList<>(run("map", options));
    lines.addAll(run("digest|encode", options, "mapped"));
    return new Section(
        "mapping",
        "Inner loops",
        "rows",
        "map, copied",
        "One thread under JMH, rows of twelve columns: `map, copied` carries all over, `map,"
            + " mapped` makes five of them anew, the others one alone; seconds are those of a"
            + " million rows. Digest and encoding are of the mapped row.",
        Map.of(),
        lines,
        List.of());
  }

  private static List<Line> run(String loops, Options options, String... mappings)
      throws RunnerException {
    OptionsBuilder chosen = new OptionsBuilder();
    chosen.include(MappingLoops.class.getSimpleName() + "\\.(" + loops + ")$");
    chosen.measurementIterations(options.repetitions());
    if (mappings.length > 0) {
      chosen.param("mapping", mappings);
    }
    List<Line> lines = new ArrayList<>();
    for (RunResult result : new Runner(chosen.build()).run()) {
      String loop = result.getPrimaryResult().getLabel();
      lines.add(line(loop + ", " + result.getParams().getParam("mapping"), result));
    }
    return lines;
  }

  private static Line line(String name, RunResult result) {
    List<Double> seconds =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .map(iteration -> iteration.getPrimaryResult().getScore() / 1e3)
            .sorted()
            .toList();
    double median = seconds.get(seconds.size() / 2);
    return new Line(name, 1_000_000, seconds, 1e6 / median, Map.of(), 0, "");
  }
}
