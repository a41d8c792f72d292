package dev.crossfade.server.wiring;

import dev.crossfade.engine.capture.CaptureRequests;
import dev.crossfade.engine.cutover.CrossingInputs;
import dev.crossfade.engine.preflight.PreflightInputs.Stacks;
import dev.crossfade.kafka.KafkaAccess;

/** Everything by which the owner of a migration moves its clients. */
final class Moving implements AutoCloseable {

  private final RouteSigning signing;
  private final BothStacks both;
  private final WayBack back;
  private final UpkeepDelta comparison;
  private final CrossingInputs inputs;

  /** Nothing is connected before it is used. */
  Moving(Connected connected, KafkaAccess kafka, CaptureRequests requests, RouteSigning signing) {
    this.signing = signing;
    this.both = BothStacks.open(connected);
    this.back = WayBack.of(connected, kafka, requests);
    this.comparison = new UpkeepDelta(connected, kafka);
    Stacks stacks = both.stacks();
    this.inputs =
        new CrossingInputs(
            signing.routes(),
            signing.signer(),
            stacks.fences(),
            stacks.target(),
            stacks.ready(),
            stacks.targetReady(),
            comparison,
            back.path(),
            System::nanoTime,
            what -> beside(what, "cutover-comparison"),
            what -> beside(what, "cutover-database"));
  }

  /** Ends with the process, if it does not end before. */
  private static void beside(Runnable what, String name) {
    Thread thread = new Thread(what, name);
    thread.setDaemon(true);
    thread.start();
  }

  CrossingInputs inputs() {
    return inputs;
  }

  @Override
  public void close() {
    comparison.end();
    back.close();
    both.close();
    signing.close();
  }
}
