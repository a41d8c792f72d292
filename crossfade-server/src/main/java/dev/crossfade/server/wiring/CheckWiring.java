package dev.crossfade.server.wiring;

import dev.crossfade.core.check.CheckGraph;
import dev.crossfade.core.check.CheckRun;
import dev.crossfade.core.check.CheckTrigger;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.check.CheckParties;
import dev.crossfade.engine.check.CheckRunner;
import dev.crossfade.engine.check.CheckSettings;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.engine.verify.VerifySettings;
import dev.crossfade.spi.target.Selection;
import java.time.Clock;
import java.util.UUID;

/** Puts together what runs checks. */
public final class CheckWiring {

  private CheckWiring() {}

  /** Runs checks of what is connected. */
  public static CheckRunner runner(Connected connected) {
    return runner(connected, CheckSettings.DEFAULTS);
  }

  /** Asks checks of what somebody follows, and keeps what they find. */
  public static CheckRun onDemand(Connected connected, CheckGraph graph)
      throws InterruptedException {
    AllLive.require(connected.target());
    return runner(connected)
        .run(
            UUID.randomUUID().toString(),
            CheckTrigger.DEMAND,
            connected.compiled().version(),
            graph,
            told -> {});
  }

  /** Notes that so many keys of rows that checks found are shown. */
  public static void shown(Connected connected, long keys) {
    if (keys > 0) {
      connected
          .target()
          .acts()
          .reveal(Selection.ALL, keys, Processes.user(), "shown in a report on checks");
    }
  }

  /** The same one node at a time, so that streams are spared. */
  static CheckRunner sparing(Connected connected) {
    CheckSettings usual = CheckSettings.DEFAULTS;
    return runner(connected, new CheckSettings(1, usual.limits(), usual.looks(), usual.patience()));
  }

  private static CheckRunner runner(Connected connected, CheckSettings settings) {
    VerifySettings verify = VerifySettings.DEFAULTS.readers(connected.spec().settings().workers());
    Verifier verifier =
        new Verifier(
            Mappings.corrected(connected.compiled(), connected.target()),
            connected.sources(),
            connected.target(),
            verify,
            Clock.systemUTC(),
            Pause.REAL);
    return new CheckRunner(
        new CheckParties(
            connected.spec(),
            connected.sources(),
            connected.target(),
            verifier,
            settings,
            Clock.systemUTC()));
  }
}
