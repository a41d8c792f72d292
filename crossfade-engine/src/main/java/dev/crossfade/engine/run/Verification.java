package dev.crossfade.engine.run;

import dev.crossfade.core.compare.Verdict;
import java.util.List;

/** Compares all published entities with their sources. */
@FunctionalInterface
public interface Verification {

  /** One verdict per entity. Called while the streams go on. */
  List<Verdict> verify() throws InterruptedException;
}
