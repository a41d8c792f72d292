package dev.crossfade.bench;

import dev.crossfade.bench.report.Section;

/** Something {@code bench/run} can measure. */
@FunctionalInterface
public interface Measurement {

  /** Sets everything up, measures, removes everything. */
  Section measure(Options options, Workplace workplace) throws Exception;
}
