package dev.crossfade.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Choices for a measurement.
 *
 * @param scale factor on the sizes of all data sets
 * @param repetitions of every subject
 * @param only names of subjects (or parts of names) to run; all when empty
 * @param root the source tree, whose Crossfade is measured
 * @param results folder that receives the results
 */
public record Options(double scale, int repetitions, List<String> only, Path root, Path results) {

  public Options {
    if (!(scale > 0) || repetitions < 1) {
      throw new IllegalArgumentException("--scale and --reps have to be positive");
    }
    only = List.copyOf(only);
  }

  static Options parse(List<String> arguments, Path root) {
    Options options = new Options(1, 3, List.of(), root, root.resolve("bench/target/results"));
    for (int i = 0; i < arguments.size(); i += 2) {
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException(arguments.get(i) + " needs a value");
      }
      options = options.with(arguments.get(i), arguments.get(i + 1));
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--scale" -> new Options(Double.parseDouble(value), repetitions, only, root, results);
      case "--reps" -> new Options(scale, Integer.parseInt(value), only, root, results);
      case "--only" -> new Options(scale, repetitions, List.of(value.split(",")), root, results);
      case "--results" ->
          new Options(scale, repetitions, only, root, Path.of(value).toAbsolutePath());
      default -> throw new IllegalArgumentException("unknown option " + name);
    };
  }

  /** The same at another scale. */
  public Options scaled(double other) {
    return new Options(other, repetitions, only, root, results);
  }

  /** The same with one repetition. */
  public Options once() {
    return new Options(scale, 1, only, root, results);
  }

  /** Whether a subject is to be run. */
  public boolean wants(String subject) {
    return only.isEmpty() || only.stream().anyMatch(subject::contains);
  }
}
