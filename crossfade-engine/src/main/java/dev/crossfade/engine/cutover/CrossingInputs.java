package dev.crossfade.engine.cutover;

import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.spi.cutover.Fence;
import dev.crossfade.spi.cutover.Readiness;
import dev.crossfade.spi.traffic.RouteStore;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What it takes to move the clients of a migration. Whoever gives it closes it.
 *
 * @param routes where the record is kept that says which side takes writes: the control store
 * @param signer of records
 * @param sources fences of the sources, by name
 * @param target fence of the target
 * @param sourcesReady what makes each source ready, by name
 * @param targetReady what makes the target ready
 * @param comparison of what changed last
 * @param back the way back
 * @param nanos elapsed time, by which a pause is measured
 * @param aside runs comparisons, each in a thread of its own
 * @param atOnce asks databases at the same time, each in a thread of its own
 */
public record CrossingInputs(
    RouteStore routes,
    NoteSigner signer,
    Map<String, Fence> sources,
    Fence target,
    Map<String, Readiness> sourcesReady,
    Readiness targetReady,
    DeltaComparison comparison,
    ReturnPath back,
    LongSupplier nanos,
    Executor aside,
    Executor atOnce) {

  public CrossingInputs {
    sources = Map.copyOf(sources);
    sourcesReady = Map.copyOf(sourcesReady);
    if (!sources.keySet().equals(sourcesReady.keySet())) {
      throw new IllegalArgumentException("every source has a fence and can be made ready");
    }
  }
}
