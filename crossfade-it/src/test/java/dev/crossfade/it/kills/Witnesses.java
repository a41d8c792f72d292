package dev.crossfade.it.kills;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.oracle.Trial;
import dev.crossfade.oracle.client.ClientFigures;
import dev.crossfade.oracle.client.ClientJudgement;
import dev.crossfade.oracle.client.ClientOracle;
import dev.crossfade.oracle.client.ClientPlan;
import dev.crossfade.oracle.client.ClientQuiescence;
import dev.crossfade.oracle.client.LiveClients;
import dev.crossfade.oracle.fence.FenceProbe;
import dev.crossfade.oracle.fence.FenceReport;
import dev.crossfade.oracle.fence.ProbedTable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whoever sees what becomes of one case: clients that read and write through the gateway, and a
 * probe that tries to write into both sides directly, twenty times a second.
 */
final class Witnesses implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Trial trial;
  private final List<ProbedTable> places;
  private final LiveClients clients;
  private final FenceProbe probe;

  private Witnesses(Trial trial, List<ProbedTable> places, LiveClients clients, FenceProbe probe) {
    this.trial = trial;
    this.places = places;
    this.clients = clients;
    this.probe = probe;
  }

  /** They begin at once. */
  static Witnesses begin(Trial trial, List<ProbedTable> places, URI gateway) throws Exception {
    ClientPlan plan = ClientPlan.standard(gateway, trial.journal()).at(30, 30);
    return new Witnesses(trial, places, LiveClients.start(plan), FenceProbe.start(places));
  }

  /** Whether a side takes writes, by the gateway and directly, and the other one takes none. */
  List<String> wrong(Side writes) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    var side = side(writes);
    if (!FenceProbe.awaitClosed(places, side(writes.other()), SOON)) {
      wrong.add(writes.other() + " takes direct writes");
    }
    long direct = probe.report().accepted().get(side);
    long byGateway = acknowledged(writes);
    long end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end
        && (probe.report().accepted().get(side) <= direct || acknowledged(writes) <= byGateway)) {
      Thread.sleep(50);
    }
    if (probe.report().accepted().get(side) <= direct) {
      wrong.add(writes + " takes no direct writes");
    }
    if (acknowledged(writes) <= byGateway) {
      wrong.add(writes + " acknowledges no writes of clients");
    }
    return wrong;
  }

  private long acknowledged(Side writes) {
    return clients.figures().writes().getOrDefault(writes.word(), 0L);
  }

  private static dev.crossfade.oracle.fence.Side side(Side side) {
    return dev.crossfade.oracle.fence.Side.valueOf(side.name());
  }

  /** How requests failed so far, and how often. */
  Map<String, Long> failures() {
    return clients.figures().failures();
  }

  /** What was wrong, once nobody writes any more; the first line says what was seen. */
  List<String> verdict() throws Exception {
    List<String> wrong = new ArrayList<>();
    probe.close();
    clients.close();
    FenceReport seen = probe.report();
    if (seen.together() > 0) {
      wrong.add("both sides took writes: " + seen.evidence());
    }
    if (!ClientQuiescence.await(trial, PATIENCE)) {
      wrong.add("the stacks do not show the same after " + PATIENCE.toSeconds() + " s");
    }
    ClientJudgement judged = ClientOracle.judge(trial, trial.journal());
    if (!judged.green()) {
      wrong.add(
          "lost "
              + judged.lostInAll()
              + ", twice "
              + judged.duplicated()
              + ", out of order "
              + judged.reordered()
              + ", refused and there "
              + judged.phantoms()
              + ": "
              + judged.evidence());
    }
    return wrong;
  }

  ClientFigures figures() {
    return clients.figures();
  }

  FenceReport probed() {
    return probe.report();
  }

  @Override
  public void close() throws Exception {
    probe.close();
    clients.close();
  }
}
